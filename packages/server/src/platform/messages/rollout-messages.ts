import type { Message } from './message.ts';

/** What is said of roll-outs. NB87. */
export const rolloutMessages = {
  rolledOut: {
    code: 'NB8750',
    status: 200,
    text: 'the roll-out of {image} brings it to {profile}',
    wayOut: 'To see how far it is: netberth rollout show {image}',
  },
  rolloutUnknown: {
    code: 'NB8751',
    status: 404,
    text: 'there is no roll-out of "{image}" that you may see',
    wayOut: 'See netberth rollout list',
  },
  rolloutOpen: {
    code: 'NB8752',
    status: 409,
    text: 'a roll-out of {image} is {status} already',
    wayOut: 'See netberth rollout show {image}. To end it: netberth rollout stop {image}',
  },
  rolloutRefused: {
    code: 'NB8753',
    status: 422,
    text: 'the profile {profile} cannot be rolled out: {why}',
    wayOut:
      'Machines rest on non-destructive profiles only. To install this one: netberth machine grant MACHINE {profile}',
  },
  rolloutNobody: {
    code: 'NB8754',
    status: 422,
    text: 'no machine with the label {label} can move: {why}',
    wayOut: 'See netberth machine list --label {label}',
  },
  rolloutStatus: {
    code: 'NB8755',
    status: 409,
    text: 'the roll-out of {image} is {status}: {action} is not possible',
    wayOut:
      'See netberth rollout show {image}. To begin another: netberth rollout start {image} --to PROFILE',
  },
  rolloutSamePerson: {
    code: 'NB8756',
    status: 403,
    text: '{actor} has proposed the roll-out of {image} and cannot approve it, nor by a token',
    wayOut: 'Ask somebody else who may grant. To withdraw it: netberth rollout stop {image}',
  },
  rolloutNoWayBack: {
    code: 'NB8757',
    status: 409,
    text: 'nothing was rolled back: the profile {profile}, on which machines rested before, {why}',
    wayOut:
      'Import it again (netberth profile import DIR --name {profile}), or move on to a version that is there: netberth rollout start IMAGE --to PROFILE',
  },
} as const satisfies Readonly<Record<string, Message>>;
