package store

import "github.com/jackc/pgx/v5"
