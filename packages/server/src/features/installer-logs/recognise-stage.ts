import type { InstallStage } from '@netberth/api';
import type { SaidLine } from './parse-syslog.ts';

type Sign = { readonly program: RegExp; readonly text: RegExp; readonly stage: InstallStage };

const debian = /^main-menu$/;
const subiquity = /^(?:subiquity|curtin|cloud-init|subiquity_event)/;
const anaconda = /^(?:anaconda|root|org\.fedoraproject\.Anaconda)/i;
const yast = /^(?:yast2?|y2base|linuxrc|autoyast|agama)/i;

/**
 * By what installers say that they are somewhere. Debian: the items of its main menu (d-i internals, 2.3). Ubuntu: the events
 * of subiquity and curtin. Anaconda: the queues of pyanaconda/installation.py. YaST: the clients of its installation.
 */
const signs: readonly Sign[] = [
  {
    program: debian,
    text: /Menu item '(?:netcfg|network-preseed|choose-mirror)' selected/,
    stage: 'preparing',
  },
  { program: debian, text: /Menu item 'partman-base' selected/, stage: 'partitioning' },
  {
    program: debian,
    text: /Menu item '(?:bootstrap-base|apt-setup-udeb|pkgsel)' selected/,
    stage: 'packages',
  },
  {
    program: debian,
    text: /Menu item '(?:grub-installer|grub-efi|systemd-boot-installer|nobootloader)' selected/,
    stage: 'boot-loader',
  },
  { program: debian, text: /Menu item 'finish-install' selected/, stage: 'finishing' },

  { program: subiquity, text: /^start: subiquity\/(?:Early|Network|Meta)\b/, stage: 'preparing' },
  {
    program: subiquity,
    text: /^start: (?:subiquity\/Install\/install\/curtin_install\/.*)?\S*(?:cmd-block-meta|stage-partitioning)\b|curtin_install\/run: executing curtin install partitioning/,
    stage: 'partitioning',
  },
  {
    program: subiquity,
    text: /^start: \S*(?:stage-extract|cmd-extract|install_kernel|installing-kernel|postinstall\/install_)|executing curtin install extract/,
    stage: 'packages',
  },
  {
    program: subiquity,
    text: /^start: \S*(?:installing-bootloader|install-grub|cmd-install-grub|configuring-bootloader)|^start: \S*builtin-hooks\/[^:]*: .*grub/,
    stage: 'boot-loader',
  },
  { program: subiquity, text: /^start: subiquity\/(?:Late|Shutdown)\b/, stage: 'finishing' },

  {
    program: anaconda,
    text: /(?:Queue|Task) started: (?:Environment setup|Installation environment setup|Pre install tasks)/,
    stage: 'preparing',
  },
  {
    program: anaconda,
    text: /(?:Queue|Task) started: (?:Storage configuration|Early storage configuration|Create storage layout|Partitioning)/i,
    stage: 'partitioning',
  },
  {
    program: anaconda,
    text: /(?:Queue|Task) started: (?:Payload installation|Install the payload|Software installation)/,
    stage: 'packages',
  },
  {
    program: anaconda,
    text: /(?:Queue|Task) started: (?:Bootloader installation|Install the bootloader|Install bootloader)/,
    stage: 'boot-loader',
  },
  {
    program: anaconda,
    text: /(?:Queue|Task) started: (?:Post-installation|Installed system configuration|Running post-installation scripts)/i,
    stage: 'finishing',
  },

  { program: yast, text: /BEGIN of inst_autosetup\b|Calling.*inst_autoinit\b/, stage: 'preparing' },
  { program: yast, text: /BEGIN of inst_prepdisk\b/, stage: 'partitioning' },
  { program: yast, text: /BEGIN of inst_(?:kickoff|rpmcopy)\b|Calling.*inst_rpmcopy\b/, stage: 'packages' },
  {
    program: yast,
    text: /Calling.*bootloader_finish\b|bootloader_finish\.rb|Running: bootloader_finish/,
    stage: 'boot-loader',
  },
  { program: yast, text: /Calling.*inst_finish\b|BEGIN of inst_finish\b/, stage: 'finishing' },
];

/** @returns undefined for a line that tells of no stage */
export function recogniseStage({
  program,
  text,
}: Pick<SaidLine, 'program' | 'text'>): InstallStage | undefined {
  return signs.find((sign) => sign.program.test(program) && sign.text.test(text))?.stage;
}
