-- The role has the name of the system's user, for peer authentication. Columns are compared in byte order whatever the locale.
CREATE ROLE "pupitre-server" LOGIN;
CREATE DATABASE pupitre OWNER "pupitre-server" ENCODING 'UTF8' TEMPLATE template0;
