#!/bin/sh
# Sets SacWatch up in this folder on Linux (and macOS): system libraries where they are missing and
# may be installed, then Python's packages in .venv. May be run again at any time.
#
#   sh resources/linux/setup.sh        what running it needs
#   sh resources/linux/setup.sh dev    what its tests need, too
set -eu

cd "$(dirname "$0")/../.."
extras=${1:+[$1]}

# What Qt and its web engine load that no Python package carries: a library's file, and Debian's package of it.
libraries="
libEGL.so.1 libegl1
libGL.so.1 libgl1
libOpenGL.so.0 libopengl0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libfreetype.so.6 libfreetype6
libglib-2.0.so.0 libglib2.0-0
libnss3.so libnss3
libnspr4.so libnspr4
libasound.so.2 libasound2
libX11-xcb.so.1 libx11-xcb1
libXcomposite.so.1 libxcomposite1
libXdamage.so.1 libxdamage1
libXrandr.so.2 libxrandr2
libXrender.so.1 libxrender1
libXtst.so.6 libxtst6
libXi.so.6 libxi6
libxkbfile.so.1 libxkbfile1
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-randr.so.0 libxcb-randr0
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xinerama.so.0 libxcb-xinerama0
libxcb-xkb.so.1 libxcb-xkb1
libdrm.so.2 libdrm2
libgbm.so.1 libgbm1
"

say() { printf '%s\n' "$*" >&2; }

python_fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if command -v "$name" >/dev/null 2>&1 && python_fits "$name"; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

missing_packages() {
    # ldconfig is often outside an ordinary user's path.
    known=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null) || return 0
    printf '%s\n' "$libraries" | while read -r file package; do
        [ -n "$file" ] || continue
        case "$known" in *"$file"*) ;; *) printf '%s ' "$package" ;; esac
    done
    # Text needs at least one font.
    if [ -z "$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.local/share/fonts" \
        \( -name '*.ttf' -o -name '*.otf' \) 2>/dev/null | head -n 1)" ]; then
        printf 'fonts-dejavu-core '
    fi
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then sudo "$@"
    else return 1
    fi
}

install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root apt-get update -q >&2 || return 1
    # Debian 13 and Ubuntu 24.04 gave some libraries another name.
    wanted=""
    for package in "$@"; do
        if apt-cache show "$package" >/dev/null 2>&1 && [ -n "$(apt-cache show "$package" 2>/dev/null)" ]; then
            wanted="$wanted $package"
        elif [ -n "$(apt-cache show "${package}t64" 2>/dev/null)" ]; then
            wanted="$wanted ${package}t64"
        fi
    done
    # shellcheck disable=SC2086  # a list of names
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $wanted >&2
}

if [ "$(uname -s)" = Linux ]; then
    needed=$(missing_packages)
    if [ -n "$needed" ]; then
        # shellcheck disable=SC2086  # a list of names
        install $needed || say "Some system libraries are missing, and this script may not install them." \
            "If the window or the map does not open, ask whoever looks after this computer for: $needed"
    fi
fi

if ! python=$(find_python); then
    install python3 python3-venv || true
    if ! python=$(find_python); then
        say "SacWatch needs Python 3.11 or newer, and there is none here. Please install it and run this again."
        exit 1
    fi
fi

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        install python3-venv || true
    fi
    if ! "$python" -m venv .venv; then
        say "Python cannot make its own folder of packages here. On Debian and Ubuntu that takes the package python3-venv."
        exit 1
    fi
fi

.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable ".$extras"
