#!/bin/sh
# Creates Temporal's two databases and brings their schemas up to date; where that is done it changes nothing.
# Server and port, user, password and plugin come from SQL_* variables.
set -eu

schemas=/etc/temporal/schema/postgresql/v12

for database in temporal:temporal temporal_visibility:visibility; do
  name="${database%%:*}"
  temporal-sql-tool --db "$name" create
  temporal-sql-tool --db "$name" setup-schema -v 0.0
  temporal-sql-tool --db "$name" update-schema -d "$schemas/${database##*:}/versioned"
done
