import type { Recipe } from '../recipe/recipe-schema.ts';
import { shellWord } from '../shell-word.ts';
import type { NeededProgram } from './needed-program.ts';
import { enterRoot } from './enter-root.ts';

/** Debian's ansible-core has no connection into a chroot; the package with the collections has. */
export const playbookPrograms: readonly NeededProgram[] = [
  { program: 'ansible-playbook', package: 'ansible' },
];

export function playbookFiles({ variables }: Recipe): Readonly<Record<string, string>> {
  return { 'variables.json': JSON.stringify(variables) };
}

/** Runs the recipe's playbook once, in the system. Ansible keeps what it remembers below `$WORK`, not in somebody's home. */
export function playbookScript(playbook: string): string {
  return `set -eu
${enterRoot}SOURCE_DATE_EPOCH=0
enter_root
if ! ansible-doc -t connection chroot >/dev/null 2>&1; then
  echo 'netberth: ansible has no connection "chroot"' >&2
  exit 90
fi
rm -f "$ROOT/etc/resolv.conf"
cat /etc/resolv.conf >"$ROOT/etc/resolv.conf" 2>/dev/null || :
printf '#!/bin/sh\\nexit 101\\n' >"$ROOT/usr/sbin/policy-rc.d"
chmod 755 "$ROOT/usr/sbin/policy-rc.d"
printf 'image ansible_host=%s ansible_connection=chroot ansible_python_interpreter=/usr/bin/python3\\n' "$ROOT" >"$WORK/inventory"
mkdir -p "$WORK/home"
cd "$RECIPE"
export HOME="$WORK/home" ANSIBLE_HOME="$WORK/home" ANSIBLE_LOCAL_TEMP="$WORK/home" ANSIBLE_REMOTE_TEMP=/tmp/ansible
export ANSIBLE_NOCOWS=1 ANSIBLE_PIPELINING=1 ANSIBLE_RETRY_FILES_ENABLED=0 ANSIBLE_FORCE_COLOR=0 ANSIBLE_DEVEL_WARNING=0
ansible-playbook -i "$WORK/inventory" -e "@$WORK/variables.json" ${shellWord(playbook)}
rm -f "$ROOT/usr/sbin/policy-rc.d"
`;
}
