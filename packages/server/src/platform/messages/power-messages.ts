import type { Message } from './message.ts';

/** What is said of the power of machines. NB87. */
export const powerMessages = {
  powerUnset: {
    code: 'NB8700',
    status: 409,
    text: 'nothing is known that could switch machine {machine}',
    wayOut: 'Say what does: netberth power set {machine} --driver ipmi --address ADDRESS --user USER',
  },
  powerBadSettings: {
    code: 'NB8701',
    status: 422,
    text: 'machine {machine} cannot be switched so',
    wayOut: 'The fields below say what is wanted.',
  },
  powerTestFailed: {
    code: 'NB8702',
    status: 422,
    text: '{driver} at {address} was tried, and is not stored: {why}',
    wayOut: 'Mend that and set it again; to store it as it is: --untested.',
  },
  powerCannot: {
    code: 'NB8703',
    status: 409,
    text: 'machine {machine} is switched by {driver}, which cannot do {action}',
    wayOut: '{hint}',
  },
  powerInstalling: {
    code: 'NB8704',
    status: 409,
    text: 'machine {machine} is installing: {action} would leave half a system on its disk',
    wayOut: 'Wait for its end: netberth machine show {machine}. To do it all the same: --force',
  },
  powerOrderUnknown: {
    code: 'NB8705',
    status: 404,
    text: 'there is no power order {id} that you may change',
    wayOut: 'See netberth power orders',
  },
  powerNothingToCancel: {
    code: 'NB8706',
    status: 422,
    text: 'it is not said what is to be cancelled',
    wayOut: 'Say --id or --batch: see netberth power orders',
  },
  powerManyRefused: {
    code: 'NB8707',
    status: 409,
    text: '{refused} of {count} machines cannot be switched, so nothing was done',
    wayOut: 'Mend these first, or say --skip to leave them out. --dry-run does nothing and tells all.',
  },
  powerGrantNeedsRight: {
    code: 'NB8708',
    status: 403,
    text: '{actor} may grant installs to machine {machine}, but not switch it: that needs the permission power:use',
    wayOut: 'Grant without --power, and have somebody restart it.',
  },
  powerFailed: {
    code: 'NB8709',
    status: 502,
    text: '{machine}: {action} failed: {why}',
    wayOut: 'See netberth power status {id}. When that is mended: order it again.',
  },
  powerEnded: {
    code: 'NB8710',
    status: 409,
    text: 'the grant of {machine} ended as failed, because it could not be restarted: {why}',
    wayOut: 'Mend that, and grant it again.',
  },
  powerNoBootUrl: {
    code: 'NB8711',
    status: 422,
    text: 'machine {machine} cannot be given its own medium: a BMC must be told where this server is, and the setting bootUrl is not set',
    wayOut: 'Start the server with --boot-url http://HOST:PORT',
  },
  powerNextWithout: {
    code: 'NB8712',
    status: 422,
    text: 'what machines boot next is said, but not that they are switched',
    wayOut: 'Say --power cycle, too.',
  },
} as const satisfies Readonly<Record<string, Message>>;
