import { builtInRoles, commandList } from '@netberth/api';
import { expect, test } from 'vitest';
import { roleMatrix } from './role-matrix.fixture.ts';

test('the matrix of roles names every command there is', () => {
  expect(Object.keys(roleMatrix).sort()).toEqual(commandList.map(({ name }) => name).sort());
});

test.each(builtInRoles)(
  '$name has the permissions of the commands in its column, and of no other',
  (role) => {
    const allowed = commandList.filter(({ permission }) => role.permissions.includes(permission));
    const wanted = Object.entries(roleMatrix).filter(([, roles]) => roles.includes(role.name));
    expect(allowed.map(({ name }) => name).sort()).toEqual(wanted.map(([name]) => name).sort());
  },
);
