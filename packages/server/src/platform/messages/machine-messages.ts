import type { Message } from './message.ts';

/** What commands on machines and their grants get. */
export const machineMessages = {
  machineUnknown: {
    code: 'NB3004',
    status: 404,
    text: 'there is no machine "{machine}"',
    wayOut: 'See netberth machine list',
  },
  machineAmbiguous: {
    code: 'NB3005',
    status: 409,
    text: 'several machines are called "{machine}": {ids}',
    wayOut: 'Use the id.',
  },
  alreadyGranted: {
    code: 'NB3006',
    status: 409,
    text: 'machine {machine} already has grant {grant} ({steps}, until {expires})',
    wayOut: 'End it first (netberth machine revoke {machine}), or say --replace.',
  },
  stateRefuses: {
    code: 'NB3007',
    status: 409,
    text: 'machine {machine} is {state}: {action} is not possible',
    wayOut: '{hint}',
  },
  nothingGranted: {
    code: 'NB3008',
    status: 409,
    text: 'machine {machine} has no live grant',
    wayOut: 'There is nothing to take back.',
  },
  identifierTaken: {
    code: 'NB3014',
    status: 409,
    text: '{kind} {value} belongs to machine {machine}',
    wayOut:
      'An identifier belongs to one machine. See it (netberth machine show {machine}) and take it away there, or make one machine of both: netberth machine merge {machine} OTHER',
  },
  noIdentifier: {
    code: 'NB3015',
    status: 422,
    text: 'the machine would have no identifier',
    wayOut: 'Leave it a MAC, a UUID or a serial number, or give it another.',
  },
  identifierPlaceholder: {
    code: 'NB3154',
    status: 422,
    text: 'the {kind} "{value}" is a placeholder, which identifies no machine',
    wayOut: 'Leave it out, and name the machine by a MAC, a UUID or a serial number of its own.',
  },
  restingRefused: {
    code: 'NB3016',
    status: 422,
    text: '"{resting}" cannot be a resting choice: {why}',
    wayOut: 'Use disk, menu or a profile that netberth profile list does not call destructive.',
  },
  importRefused: {
    code: 'NB3017',
    status: 422,
    text: 'nothing was imported: {why}',
    wayOut: 'Mend the file and import again.',
  },
  mergeItself: {
    code: 'NB3032',
    status: 422,
    text: 'machine {machine} cannot be merged with itself',
    wayOut: 'Name two machines: see netberth machine list',
  },
  mergeUnclear: {
    code: 'NB3033',
    status: 409,
    text: 'machines {machine} and {other} each have a {kind}: "{own}" and "{others}"',
    wayOut:
      'Say which one is right: --{kind} "{own}" or --{kind} "{others}". If both are, they are two machines.',
  },
  splitUnknown: {
    code: 'NB3034',
    status: 422,
    text: 'machine {machine} has no {what}',
    wayOut: 'See what it has: netberth machine show {machine}',
  },
  nothingSelected: {
    code: 'NB3100',
    status: 422,
    text: 'no machines are selected',
    wayOut:
      'Say which: --label NAME=VALUE, --fact FACT, --state STATE, --search TEXT, --ids 1,2,3, or --all.',
  },
  tooManyMachines: {
    code: 'NB3101',
    status: 422,
    text: 'more than {limit} machines are selected',
    wayOut: 'Do it in parts, for example by label.',
  },
  bulkRefused: {
    code: 'NB3102',
    status: 409,
    text: '{refused} of {count} machines refuse, so none was changed',
    wayOut: 'Mend these first, or say --skip to leave them out. --dry-run changes nothing and tells all.',
  },
  proposalUnknown: {
    code: 'NB3103',
    status: 404,
    text: 'there is no proposed grant {id} that you may decide about',
    wayOut: 'See netberth grant list --proposed',
  },
  proposalOver: {
    code: 'NB3104',
    status: 409,
    text: 'the proposed grant {id} is {status}',
    wayOut: 'Propose it again: netberth machine grant MACHINE PROFILE',
  },
  proposalStale: {
    code: 'NB3105',
    status: 409,
    text: 'the proposed grant {id} cannot be granted as it was proposed: {why}',
    wayOut: 'Reject it (netberth grant reject {id}), mend that, and propose it again.',
  },
  samePerson: {
    code: 'NB3106',
    status: 403,
    text: '{actor} has proposed grant {id} and cannot approve it, nor by a token',
    wayOut: 'Ask somebody else who may grant. To withdraw it: netberth grant reject {id}',
  },
  approverUnproved: {
    code: 'NB3107',
    status: 403,
    text: '{actor} cannot approve: over the socket, and by tokens made there, nobody proves who they are',
    wayOut:
      'Sign in to the console, or use a token of your own: netberth token own NAME --server URL --user YOU, then --token TOKEN.',
  },
  protectionStays: {
    code: 'NB3108',
    status: 403,
    text: '{actor} may grant installs to machine {machine}, and so cannot take its protection away',
    wayOut: 'Let somebody do it who may change machines and not grant them: the role editor.',
  },
  noLabels: {
    code: 'NB3150',
    status: 422,
    text: 'no label is to be added or removed',
    wayOut: 'Say which: --add NAME=VALUE, --remove NAME.',
  },
  labelBothWays: {
    code: 'NB3151',
    status: 422,
    text: 'the label {name} is to be added and to be removed',
    wayOut: 'Say one of both. To change its value, --add alone is enough.',
  },
} as const satisfies Readonly<Record<string, Message>>;
