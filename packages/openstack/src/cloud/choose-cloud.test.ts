import { expect, test } from 'vitest';
import { chooseCloud, type CloudFiles } from './choose-cloud.ts';

const one: CloudFiles = {
  clouds: {
    clouds: { mine: { auth: { auth_url: 'https://a:5000/v3', username: 'me' }, region_name: 'North' } },
  },
  secure: { clouds: { mine: { auth: { password: 'hidden' } } } },
  vendors: {},
};
const two: CloudFiles = {
  ...one,
  clouds: {
    clouds: { mine: {}, theirs: { regions: ['East', { name: 'West', values: { interface: 'internal' } }] } },
  },
};
const nothing: CloudFiles = { clouds: {}, secure: {}, vendors: {} };
const free = { cloud: null, region: null };

test('the only cloud of the file is taken, with what secure.yaml adds', () => {
  expect(chooseCloud(one, {}, free)).toEqual({
    name: 'mine',
    region: 'North',
    said: {
      auth: { auth_url: 'https://a:5000/v3', username: 'me', password: 'hidden' },
      region_name: 'North',
    },
  });
});

test('OS_CLOUD chooses, a flag wins over it, and OS_REGION_NAME gives the region', () => {
  const environment = { OS_CLOUD: 'mine', OS_REGION_NAME: 'West' };
  expect(chooseCloud(two, { OS_CLOUD: 'mine' }, free).name).toBe('mine');
  expect(chooseCloud(two, environment, { ...free, cloud: 'theirs' })).toMatchObject({
    name: 'theirs',
    region: 'West',
    said: { interface: 'internal' },
  });
});

test('a cloud that is described by the environment wins over the file, and is named envvars', () => {
  const environment = { OS_AUTH_URL: 'https://b/v3', OS_USERNAME: 'you', OS_REGION_NAME: 'South' };
  expect(chooseCloud(one, environment, free)).toEqual({
    name: 'envvars',
    region: 'South',
    said: { auth_url: 'https://b/v3', username: 'you', region_name: 'South' },
  });
});

test('the first of several regions is the one when none is named', () => {
  expect(chooseCloud(two, {}, { ...free, cloud: 'theirs' }).region).toBe('East');
});

test('a region that the cloud does not have is refused with those that it has', () => {
  expect(() => chooseCloud(two, {}, { cloud: 'theirs', region: 'Moon' })).toThrow(
    'The cloud "theirs" has no region "Moon": it has East, West.',
  );
});

test('a profile takes over what clouds-public.yaml says, and the cloud itself wins', () => {
  const files: CloudFiles = {
    clouds: { clouds: { mine: { profile: 'acme', interface: 'internal' } } },
    secure: {},
    vendors: { 'public-clouds': { acme: { auth: { auth_url: 'https://acme/v3' }, interface: 'public' } } },
  };
  expect(chooseCloud(files, {}, free).said).toEqual({
    auth: { auth_url: 'https://acme/v3' },
    interface: 'internal',
    profile: 'acme',
  });
});

test.each([
  ['no cloud anywhere', nothing, free, 'No cloud is described'],
  ['several and no choice', two, free, 'describes 2 clouds: say which with --os-cloud, one of mine, theirs.'],
  [
    'an unknown one',
    one,
    { cloud: 'his', region: null },
    'No cloud "his" is described in clouds.yaml: There is mine.',
  ],
])('%s is refused with what to do', (_, files, choice, words) => {
  expect(() => chooseCloud(files, {}, choice)).toThrow(words);
});
