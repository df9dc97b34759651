import { count, machineCount } from './english-count.ts';

/** Sentences of the first steps. */
export const englishStart = {
  title: 'First steps',
  intro: 'From nothing to a machine that installs itself. What is done is marked.',
  done: 'done',
  todo: 'to do',
  machine: 'A machine that asks this server',
  machineText: 'Boot one from the network. At the prompt of iPXE (Ctrl-B while it starts):',
  machineDone: (n: number) => `${machineCount(n)} known.`,
  dhcp: 'Or have your DHCP server send every machine here: for clients that are iPXE already, the boot file is',
  profile: 'A profile: something that can be booted',
  profileText: 'Import an image: a folder with a kernel, an initrd and profile.yaml, or what KIWI builds.',
  profileDone: (n: number) => `${count(n, 'profile', 'profiles')} there.`,
  profileLink: 'Go to the profiles',
  grant: 'A grant: the permission to install one machine',
  grantText: 'Nothing is installed without one. Select a machine, grant a profile, boot the machine.',
  grantLink: 'Go to the machines',
  grantDone: 'Machines have been granted something.',
  yourServer: 'SERVER',
};
