package storefront

import "github.com/jackc/pgx/v5/pgxpool" // want one-door-to-postgres
