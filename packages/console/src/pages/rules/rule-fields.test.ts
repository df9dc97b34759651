import { expect, test } from 'vitest';
import { inputOfFields, ruleFieldsOf } from './rule-fields.ts';

test('lines of the form become conditions and labels, and what is empty takes away', () => {
  const fields = { ...ruleFieldsOf(undefined), name: 'lab', labels: 'site = lab\n\nnote=a=b' };
  expect(inputOfFields({ ...fields, match: ' vendor=Dell* \nmemory>=60GiB\n' })).toEqual({
    ...{ name: 'lab', hostname: '', resting: '', grant: [] },
    match: ['vendor=Dell*', 'memory>=60GiB'],
    labels: { site: 'lab', note: 'a=b' },
  });
});

test('a grant is sent with how it is given', () => {
  const fields = { ...ruleFieldsOf(undefined), name: 'lab', match: 'mac=*', grant: 'wipe, web' };
  expect(inputOfFields({ ...fields, how: 'automatic', maxGrants: 3 })).toEqual({
    ...{ name: 'lab', hostname: '', resting: '', match: ['mac=*'], labels: {} },
    ...{ grant: ['wipe', 'web'], how: 'automatic', maxGrants: 3 },
  });
});
