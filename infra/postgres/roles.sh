#!/bin/sh
# For each variable PORTAL_ROLE_<name>, whose value is a password, a role and a database of that name: the role owns the
# database and may enter no other. Run as the server's administrator, by the image of PostgreSQL when it makes a new server
# and by infra/stack. Can be run again: it makes what is missing, changes the passwords, and hands over tables that are the
# administrator's, as all were once.
set -eu
export PGUSER="${PGUSER:-$POSTGRES_USER}"
administer() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --dbname postgres "$@"; }

for name in $(env | sed -n 's/^PORTAL_ROLE_\([a-z_]*\)=.*/\1/p'); do
  administer --set name="$name" <<'SQL'
\set variable PORTAL_ROLE_ :name
\getenv password :variable
SELECT format('CREATE ROLE %I LOGIN', :'name') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'name') \gexec
ALTER ROLE :"name" PASSWORD :'password';
SELECT format('CREATE DATABASE %I', :'name') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
ALTER DATABASE :"name" OWNER TO :"name";
\connect :"name"
SELECT format('ALTER TABLE %s OWNER TO %I', oid::regclass, :'name') FROM pg_class
  WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND relowner <> :'name'::regrole \gexec
SQL
done

# Everybody may enter a new database, unless told otherwise.
administer <<'SQL'
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', datname) FROM pg_database \gexec
SQL
