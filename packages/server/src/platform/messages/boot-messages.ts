import type { Message } from './message.ts';

/** What a machine gets, and why: on its screen, in its history, in `machine explain`. NB10 and NB11. */
export const bootMessages = {
  finished: {
    code: 'NB1001',
    status: 200,
    text: 'its install is finished, it boots its own disk',
    wayOut: 'To install it again: netberth machine grant {machine} PROFILE',
    isRoutine: true,
  },
  noGrant: {
    code: 'NB1002',
    status: 200,
    text: 'nothing is granted, it boots its own disk',
    wayOut: 'To install it: netberth machine grant {machine} PROFILE',
    isRoutine: true,
  },
  waiting: {
    code: 'NB1003',
    status: 200,
    text: 'it is new and waits until something is granted',
    wayOut: 'To install it: netberth machine grant {machine} PROFILE',
  },
  queued: {
    code: 'NB8975',
    status: 200,
    text: '{profile} waits for its turn: place {place} of {waiting}, in about {time}',
    wayOut: 'Nobody has to do anything: it is fetched when the link of the server has room for it.',
  },
  menuForNew: {
    code: 'NB1004',
    status: 200,
    text: 'it is new and gets the menu',
    wayOut: 'Pick an entry, or: netberth machine grant {machine} PROFILE',
  },
  discovering: {
    code: 'NB1005',
    status: 200,
    text: 'it is new and is looked at by the profile {profile}',
    wayOut: 'When it has reported: netberth machine grant {machine} PROFILE',
  },
  granted: {
    code: 'NB1006',
    status: 200,
    text: 'grant {grant} serves {profile}, step {step} of {steps}',
    wayOut: 'To take it back: netberth machine revoke {machine}',
  },
  resting: {
    code: 'NB1007',
    status: 200,
    text: 'nothing is granted, it boots its resting profile {profile}',
    wayOut: 'To boot its disk instead: netberth machine set {machine} --resting disk',
  },
  restingMenu: {
    code: 'NB1008',
    status: 200,
    text: 'nothing is granted, it gets the menu as its resting choice',
    wayOut: 'To boot its disk instead: netberth machine set {machine} --resting disk',
  },
  picked: {
    code: 'NB1009',
    status: 200,
    text: 'a person picked {profile} in the menu',
    wayOut: 'Nothing to do.',
  },
  takenOver: {
    code: 'NB1010',
    status: 200,
    text: 'served by KIWIspray, taken over while it ran',
    wayOut: 'To install again: netberth machine grant {machine} PROFILE',
  },
  pickedChoice: {
    code: 'NB1011',
    status: 200,
    text: 'a person picked {choice} in the menu',
    wayOut: 'To boot it without a person: netberth profile create NAME --product {product}, then grant it.',
    isRoutine: true,
  },
  installFailed: {
    code: 'NB1101',
    status: 200,
    text: 'its install failed: {why}; it boots its own disk',
    wayOut: 'What it said: netberth machine show {machine}. Again: netberth machine grant {machine} PROFILE',
  },
  held: {
    code: 'NB1102',
    status: 200,
    text: 'it is held: {why}; it boots its own disk',
    wayOut: 'When that is settled: netberth machine unhold {machine}',
  },
  identityConflict: {
    code: 'NB1103',
    status: 200,
    text: 'this machine cannot be told apart from another: {why}; it boots its own disk, and so do the others',
    wayOut:
      'Mend the identifiers (netberth machine set ID --uuid UUID, or "" for none; --serial likewise; or forget one), then netberth machine unhold ID',
  },
  anonymous: {
    code: 'NB1104',
    status: 200,
    text: 'nothing in the request identifies this machine; it boots its own disk',
    wayOut:
      'The request must carry a MAC, a UUID or a serial number: chain to /bootstrap.ipxe, which sends them.',
  },
  tooManyNew: {
    code: 'NB1105',
    status: 200,
    text: 'more than {limit} new machines came within a minute; this one is not recorded and boots its own disk',
    wayOut:
      'Restart it later; or add it: netberth machine add --mac MAC; or let more in: netberth settings set newMachinesPerMinute NUMBER',
  },
  otherAddress: {
    code: 'NB1106',
    status: 200,
    text: 'it asks from {address}, but its grant is bound to {bound}; it boots its own disk',
    wayOut:
      'If that is right: netberth machine set {machine} --address {address}, then grant with --replace.',
  },
  alreadyStarted: {
    code: 'NB1107',
    status: 200,
    text: '{profile} has started and has not reported its end; it boots its own disk',
    wayOut:
      'If it hangs: netberth machine grant {machine} {profile} --replace. To let it retry by itself, import with --retry-after-start.',
  },
  usedUp: {
    code: 'NB1108',
    status: 200,
    text: '{profile} has started {starts} times and never finished; it boots its own disk',
    wayOut: 'What it said: netberth machine show {machine}. Again: netberth machine grant {machine} PROFILE',
  },
  profileMissing: {
    code: 'NB1109',
    status: 200,
    text: 'the profile {profile} does not exist; it boots its own disk',
    wayOut: 'Import it: netberth profile import DIR --name {profile}',
  },
  restingDestructive: {
    code: 'NB1110',
    status: 200,
    text: 'its resting profile {profile} is destructive and needs a grant; it boots its own disk',
    wayOut: 'Set another: netberth machine set {machine} --resting disk',
  },
  templateFailed: {
    code: 'NB1111',
    status: 200,
    text: 'the script of {profile} cannot be made for it: {why}; it boots its own disk',
    wayOut: 'Check it: netberth profile check {profile}',
  },
  grantExpired: {
    code: 'NB1112',
    status: 200,
    text: 'grant {grant} expired before it was used up; it boots its own disk',
    wayOut: 'Grant again: netberth machine grant {machine} PROFILE --expires 2d',
  },
  choiceRefused: {
    code: 'NB1113',
    status: 200,
    text: 'the menu cannot boot this: {why}',
    wayOut: 'What there is: netberth menu specs --product PRODUCT; the menu itself: chain {server}/menu.ipxe',
  },
  menuLocked: {
    code: 'NB1117',
    status: 200,
    text: 'too many wrong passwords came from here; the next counts in {minutes} minutes',
    wayOut: 'What is not protected can be booted all the same.',
  },
  noMenuPart: {
    code: 'NB1114',
    status: 200,
    text: 'the menu has no part "{path}"',
    wayOut: 'It begins at /menu.ipxe.',
  },
  keyMissing: {
    code: 'NB1115',
    status: 200,
    text: '{profile} is served only to a machine that shows the key of its boot medium, and it has shown none; it boots its own disk',
    wayOut:
      'Start it from a medium that was made for it: netberth media create --machine {machine} -o FILE.iso',
  },
  keyWrong: {
    code: 'NB1116',
    status: 200,
    text: '{profile} is served only with the key of a boot medium, and the key it has shown is of none that counts; it boots its own disk',
    wayOut:
      'Its medium was revoked or is of another machine: netberth media create --machine {machine} -o FILE.iso',
  },
  keyRevoked: {
    code: 'NB1121',
    status: 200,
    text: '{profile} is served only with the key of a boot medium, and the one it has shown is of medium {medium}, which was revoked; it boots its own disk',
    wayOut: 'Make another: netberth media create --machine {machine} -o FILE.iso',
  },
  ownMediumMissing: {
    code: 'NB1122',
    status: 200,
    text: 'it gets nothing without the key of its boot medium, and it has shown none; it boots its own disk',
    wayOut:
      'Start it from a medium that was made for it: netberth media create --machine {machine} -o FILE.iso; or demand none: netberth machine set {machine} --proof none',
  },
  ownMediumRevoked: {
    code: 'NB1123',
    status: 200,
    text: 'it gets nothing without the key of its boot medium, and the one it has shown is of medium {medium}, which was revoked; it boots its own disk',
    wayOut: 'Make another: netberth media create --machine {machine} -o FILE.iso',
  },
  ownMediumWrong: {
    code: 'NB1124',
    status: 200,
    text: 'it gets nothing without the key of its boot medium, and the one it has shown is of none of its own; it boots its own disk',
    wayOut: 'Its medium was made for another machine: netberth media create --machine {machine} -o FILE.iso',
  },
  askedTooOften: {
    code: 'NB9230',
    status: 200,
    text: 'it asked more than {limit} times within a minute; nothing more of it is recorded in this minute',
    wayOut: 'It asks again by itself. If it goes on, somebody floods this server: look who has that address.',
  },
  bootFailed: {
    code: 'NB1190',
    status: 200,
    text: 'the server could not decide: {why}',
    wayOut: 'It asks again by itself. Look at the log of the server.',
  },
} as const satisfies Readonly<Record<string, Message>>;
