import type { Message } from './message.ts';

/** What is said of rules. NB88. */
export const ruleMessages = {
  ruleUnknown: {
    code: 'NB8850',
    status: 404,
    text: 'there is no rule "{rule}"',
    wayOut: 'See netberth rule list',
  },
  ruleRefused: {
    code: 'NB8851',
    status: 422,
    text: 'the rule {rule} was not set: {why}',
    wayOut: 'What a rule can say is in docs/rules.md.',
  },
  ruleNameTaken: {
    code: 'NB8852',
    status: 409,
    text: '"{hostname}" is the name of {machine} already',
    wayOut: 'Take something into its pattern that no other machine has, its id for instance.',
  },
} as const satisfies Readonly<Record<string, Message>>;
