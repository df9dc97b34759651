import type { RuleCondition } from '@netberth/api';
import { isSameNetwork, parseAddress } from '@netberth/network';
import { fitsPattern } from './fits-pattern.ts';
import type { Facts } from './machine-facts.ts';

/** Does one of the machine's values fit? With `!=` none may. What is not known of a machine fits nothing, not even `!=`. */
export function meetsCondition(condition: RuleCondition, facts: Facts): boolean {
  const values = facts.get(condition.fact) ?? [];
  if (values.length === 0) return false;
  const isMet = values.some((value) => fits(value, condition));
  return condition.operator === '!=' ? !isMet : isMet;
}

function fits(value: string | number, { kind, operator, wanted, amount }: RuleCondition): boolean {
  switch (kind) {
    case 'text':
      return wanted.some((pattern) => fitsPattern(pattern, String(value)));
    case 'network':
      return wanted.some((network) => isWithin(String(value), network));
    case 'number':
      return amount !== null && isOrdered(Number(value), operator, amount);
  }
}

function isOrdered(value: number, operator: RuleCondition['operator'], amount: number): boolean {
  switch (operator) {
    case '=':
    case '!=':
      return value === amount;
    case '>=':
      return value >= amount;
    case '<=':
      return value <= amount;
    case '>':
      return value > amount;
    case '<':
      return value < amount;
  }
}

function isWithin(address: string, network: string): boolean {
  const [first = '', length = ''] = network.split('/');
  const [own, of] = [parseAddress(address), parseAddress(first)];
  return own !== null && of !== null && isSameNetwork(own, of, Number(length));
}
