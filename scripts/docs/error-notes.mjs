/** What the text of a code leaves open, where a person at a screen needs to know more. */
export const errorNotes = {
  NB1002: 'A new machine, where the setting `newMachines` is `disk`.',
  NB1003:
    'The setting `newMachines` is `wait`. The machine shows its MACs, serial and UUID and asks again every minute; `d` at its console boots the disk.',
  NB1005:
    'The profile named `discover` runs once for each new machine; after it has reported, the machine waits.',
  NB1006:
    'Asking again before the step has started is free: every visit gets a new boot id and the same step.',
  NB1010: 'Stands in the history of a machine that was imported from KIWIspray while its install ran.',
  NB1101:
    'The install was reported as failed, or its grant was revoked, expired or used up after a step had started. The reason follows.',
  NB1102: 'A person held it, or its identity was in conflict: the reason says which.',
  NB1103:
    'The request carries identifiers of several machines, or contradicts what is known of one: another UUID, another serial number, none of its MACs. All known machines involved are held. Typical causes: a replaced network card, a moved card, a cloned VM, boards that share a UUID. [What to do for each](what-happens-if.md#two-machines-that-cannot-be-told-apart).',
  NB1104: 'Nothing is recorded but the boot itself.',
  NB1106:
    'A grant belongs to one address: the one that a person gave the machine, else the first that asked under this grant. Nothing is counted and no boot id is given out. Typical causes: DHCP gave another address, or somebody else pretends to be this machine.',
  NB1107:
    'A step has started once its answer file, its post-install script or half of its image was fetched. From then on the disks may have been written to, and installing again could destroy the result. The installed system may still report: a late `finish` counts.',
  NB1108: 'Only profiles with `retryAfterStart` come here. The grant is over.',
  NB1109:
    'The grant or the resting choice names a profile that has been removed, or the setting `newMachines` is `discover` and no profile `discover` was imported.',
  NB1111:
    'A template asks for a value that this machine does not have, or a value is not safe where it stands. Grants and imports are checked beforehand, so this is rare: usually a value came with the boot itself.',
  NB1112: 'The machine came too late. Nothing was installed by this boot.',
  NB1115:
    'The profile was imported or made with `--proof key`. Nothing is counted and no boot id is given out. Every medium that the server makes for a machine carries a key; one that was made without a server has none.',
  NB1116:
    'The key is compared with those of the media that were made for this machine and not revoked. `media issue --replace` revokes all others of a machine.',
  NB1190:
    'An error of the server, not of the machine: the database is locked, its disk is full, its server is away. The machine asks again every 10 seconds for as long as that lasts; it goes to its disk by itself only when the server does not answer at all.',
  NB1201: 'The machine had the first script, but asked ten times in vain (55 seconds in all).',
  NB1202:
    'Kernel or initrd of a `linux` profile did not arrive or did not start. The machine waits 10 seconds and begins again at `/bootstrap.ipxe`; when that cannot be fetched either, it boots its disk.',
  NB2002:
    'The answer is the same for a wrong machine, a wrong boot id and one that never existed: the caller learns no more.',
  NB2003:
    'The reason follows: it has finished; its grant or its step has ended; another boot has started the step; the machine is held.',
  NB2006:
    'An alert is raised as well. The boot does not count as started: asking again after mending is possible.',
  NB2009:
    'Identifiers of a machine grow by a person or by a boot of the profile named `discover`, by nothing else.',
  NB2012: 'The profile was imported with `--private`.',
  NB2090: 'Safe to repeat: whatever was being done was undone.',
  NB3002: 'Over the socket in the data folder no token is needed.',
  NB3006: 'The live grant is left as it is.',
  NB3009: 'Where there is one of nearly that name, it is named: `(did you mean "image1"?)`.',
  NB3010: 'The image that is there stays in use.',
  NB3013:
    'Raised by `machine grant`, `machine set` and `profile import`: everything the machine would be served is rendered first.',
  NB3017: 'All or nothing: every problem is named, and no machine was added.',
  NB3030: 'What was installed before is still in use, unchanged.',
  NB3020:
    'Against DNS rebinding: a web page elsewhere must not be able to talk to the admin plane through a browser.',
  NB3090:
    'Safe to repeat: the transaction was undone. On a database server the log may say that the outcome is unknown; then look first.',
  NB3082: 'Where there is one of nearly that id, it is named: `(did you mean "debian"?)`.',
  NB8300:
    'The apply makes the plan again. A change that is in it and was not approved means that somebody has edited the server or the folder, or that another server made the plan. What was done already does not count.',
  NB8301:
    'Of the limits of the folder and those of whoever applies the smaller counts: docs/configuration-as-code.md.',
  NB8303: 'The code in the text is that of the command which was refused; its paragraph says more.',
};
