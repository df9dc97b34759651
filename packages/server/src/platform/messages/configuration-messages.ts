import type { Message } from './message.ts';

/** What `netberth plan` and `netberth apply` are told. */
export const configurationMessages = {
  planMoved: {
    code: 'NB8300',
    status: 409,
    text: 'this is not the plan that was approved: {why}; nothing was changed',
    wayOut: 'Make the plan again, look at it, and apply that: netberth plan FOLDER --out plan.json',
  },
  planLimit: {
    code: 'NB8301',
    status: 422,
    text: 'the limit {name} is {limit}, and this would be {value}; nothing was changed',
    wayOut:
      'Look at the plan. If all of it is meant, raise the limit in the folder, or apply a smaller part.',
  },
  planRefused: {
    code: 'NB8302',
    status: 422,
    text: '{why}; nothing was changed',
    wayOut: 'Change the folder, and see what comes of it: netberth plan FOLDER',
  },
  planStepRefused: {
    code: 'NB8303',
    status: 409,
    text: '{what}: {code} {why}; nothing was changed',
    wayOut: '{wayOut}',
  },
  planPermissions: {
    code: 'NB8304',
    status: 403,
    text: '{actor} may not {permissions}, which {count} of these changes need; nothing was changed',
    wayOut: 'Ask an administrator for these permissions, or let somebody apply who has them.',
  },
} as const satisfies Readonly<Record<string, Message>>;
