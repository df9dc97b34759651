import { comment, ipxe, script, words, type Script } from '@netberth/ipxe';

const lines = [
  'The arrow keys move, Enter chooses, Escape goes back.',
  'Without a key the machine boots its own disk.',
  '/ searches by name; in a list, ? and then a system tell what it is.',
  'Red: what comes next can erase data. It asks before.',
  'RAM in brackets is what the system needs; less, and it stops while it loads.',
  'needs DHCP: the system cannot be told a static address.',
  'needs an iPXE with ..., needs more RAM than there is: it will not start here; it is tried all the same.',
  'Systems that this firmware or processor cannot start are left out.',
  'Options: more kernel arguments, a serial console, the 32-bit systems of a 64-bit machine.',
];

/** One screen for somebody who sees the menu for the first time. */
export function helpPage(): Script {
  return script(
    comment('Help'),
    lines.map((line) => ipxe`echo ${words(line)}`),
    ipxe`prompt Press a key ||`,
    ipxe`exit 0`,
  );
}
