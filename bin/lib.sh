# Shared by the scripts in bin/: where things are, how they speak, whose processes are whose.
# Sourced, never run.
# shellcheck shell=bash disable=SC2034

ROOT=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." >/dev/null && pwd -P)
VAR=$ROOT/var
PY=$ROOT/.venv/bin/python

say() { printf '%s\n' "▸ $*"; }
fail() { printf '%s\n' "✗ $*" >&2; exit 1; }

# A step whose output only matters when it fails. $1: what is done, $2: its log, then the command.
step() {
  local what=$1 log=$2; shift 2
  say "$what"
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 && return
  tail -n 15 "$log" >&2
  return 1
}

# True for a process that still runs; a killed one that nobody has reaped yet (a zombie) does not.
alive() {
  [[ -n ${1:-} && -r /proc/$1/status ]] && ! grep -q '^State:[[:space:]]*[ZX]' "/proc/$1/status" 2>/dev/null
}

# Processes that live in a folder: how a server is told from a stranger that got its old number.
living_in() {
  local pid
  find /proc -maxdepth 2 -name cwd -lname "$1" -printf '%h\n' 2>/dev/null | while IFS=/ read -r _ _ pid; do
    if alive "$pid"; then echo "$pid"; fi
  done || true
}

make_var() {
  [[ -d $VAR ]] || mkdir -m 755 "$VAR" || fail "The folder $VAR cannot be made. Give yourself the right to write in $ROOT."
  [[ -w $VAR ]] || fail "The folder $VAR belongs to $(stat -c %U "$VAR"). Run this as that user, or remove the folder."
  mkdir -p "$VAR/log" "$VAR/static" # the web server wants the second one there, even empty
}

# Where the embedded servers keep data and sockets, and as whom they run. Root does not run them
# itself (PostgreSQL refuses): it steps down to the owner of the data, else to `postgres`.
locate_services() {
  local hash probe=$VAR
  hash=$(printf %s "$ROOT" | sha256sum | cut -c1-10)
  STATE=$VAR SERVICE_USER=$(id -un)
  if [[ $(id -u) = 0 ]]; then
    if [[ -d $VAR/pg ]]; then SERVICE_USER=$(stat -c %U "$VAR/pg"); else SERVICE_USER=postgres; fi
    id -u "$SERVICE_USER" >/dev/null 2>&1 || return 1
    # A project under root's home: nobody else may pass through that folder.
    [[ -d $VAR ]] || probe=$ROOT
    if [[ ! -d $VAR/pg ]] && { [[ -d /var/lib/prasan/$hash ]] || ! as_service test -x "$probe/."; }; then
      STATE=/var/lib/prasan/$hash
    fi
  fi
  # A socket's path may have 107 bytes at most, so it cannot stand below the project.
  SOCKETS=/tmp/prasan-$(id -u "$SERVICE_USER")-$hash
  OWN_DATABASE_URL="postgresql:///prasan?host=$SOCKETS&port=5432&user=app"
  OWN_REDIS_URL="unix://$SOCKETS/redis.sock?db=0"
}

as_service() {
  if [[ $(id -u) = 0 ]]; then
    setpriv --reuid="$SERVICE_USER" --regid="$(id -g "$SERVICE_USER")" --init-groups --reset-env -- "$@"
  else
    "$@"
  fi
}

# An address from the environment replaces the embedded server.
own_database() { [[ -z ${DATABASE_URL:-} || ${DATABASE_URL:-} = "${OWN_DATABASE_URL:-}" ]]; }
own_redis() { [[ -z ${REDIS_URL:-} || ${REDIS_URL:-} = "${OWN_REDIS_URL:-}" ]]; }

# Start the servers for as long as this script runs. Every user of them holds a shared lock on
# descriptor 9; the last one to go stops them, unless `bin/services start` asked for them to stay.
hold_services() {
  make_var
  exec 9>"$VAR/services.users"
  flock -s 9
  "$ROOT/bin/services" start --while-in-use 9>&-
  local line
  while IFS= read -r line; do export "${line?}"; done < <("$ROOT/bin/services" url)
  export PRASAN_EMBEDDED=${PRASAN_EMBEDDED:-1}
}

release_services() {
  if flock -n -x 9 && [[ ! -e $VAR/services.keep ]]; then "$ROOT/bin/services" stop 9>&-; fi
  exec 9>&-
}

# For a script that needs the servers from here to its end, whatever that end is.
with_services() {
  trap 'exit 130' INT TERM HUP
  trap leave_services EXIT
  hold_services
}

leave_services() {
  local code=$?
  trap '' INT TERM HUP
  release_services
  exit "$code"
}
