# Sourced by the scripts beside it: section lines, expected exit codes, and tools installed below target/ at fixed releases.
# shellcheck shell=bash disable=SC2034

VENV=target/ci-venv
# Scanners whose runs are read: what they need does not go with what the other tools need.
SCANNERS=target/ci-scanners
NODE=target/ci-node
DESIGNVET=target/release/designvet

section() {
    printf '\n== %s\n' "$*"
}

# expect CODE COMMAND...: runs the command and fails unless it ends with the code.
expect() {
    local wanted=$1 code=0
    shift
    "$@" >target/ci-output.txt 2>&1 || code=$?
    if [ "$code" != "$wanted" ]; then
        cat target/ci-output.txt
        echo "exit code $code instead of $wanted: $*"
        return 1
    fi
    echo "exit code $code as expected: $*"
}

# python_tools PACKAGE==RELEASE...: into the virtual environment VENV; nothing is fetched when they are there.
python_tools() {
    [ -x "$VENV/bin/python" ] || python3 -m venv "$VENV"
    "$VENV/bin/pip" install --quiet --disable-pip-version-check "$@"
}

# node_tools PACKAGE@RELEASE...
node_tools() {
    local tool missing=()
    for tool in "$@"; do
        grep -qs "\"version\": \"${tool##*@}\"" "$NODE/node_modules/${tool%@*}/package.json" || missing+=("$tool")
    done
    [ ${#missing[@]} = 0 ] || npm install --prefix "$NODE" --no-audit --no-fund --no-package-lock --loglevel=error "${missing[@]}"
}

# system_tool COMMAND PACKAGE: there already, or from Debian, or a failure.
system_tool() {
    type -P "$1" >/dev/null && return
    echo "installing $2"
    { apt-get install -qq -y --no-install-recommends "$2" || { apt-get update -qq && apt-get install -qq -y --no-install-recommends "$2"; }; } \
        >target/ci-output.txt 2>&1 || true
    type -P "$1" >/dev/null || { cat target/ci-output.txt; echo "$1 is needed here and could not be installed: apt-get install $2"; return 1; }
}
