import { expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { boot, mac, render, renderedAnswer, second } from './rendered-answer.fixture.ts';

test('a control plane of Talos gets all secrets of its cluster, its disk, its address and whom to call', () => {
  expect(parseYaml(renderedAnswer('talos', {}, 'plain', { hostname: 'cp1' }))).toEqual({
    version: 'v1alpha1',
    persist: true,
    machine: {
      type: 'controlplane',
      token: 'ghijkl.0123456789abcdef',
      ca: { crt: 'b3M=', key: 'b3Mta2V5' },
      network: {
        hostname: 'cp1',
        nameservers: ['192.0.2.3'],
        interfaces: [
          {
            deviceSelector: { hardwareAddr: mac },
            dhcp: false,
            addresses: ['192.0.2.10/24'],
            routes: [{ network: '0.0.0.0/0', gateway: '192.0.2.1' }],
          },
        ],
      },
      install: { disk: '/dev/sda', wipe: true },
      pods: [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'netberth-finish', namespace: 'kube-system' },
          spec: {
            restartPolicy: 'OnFailure',
            hostNetwork: true,
            containers: [
              {
                name: 'finish',
                image: 'docker.io/library/busybox:stable',
                command: [
                  ...['wget', '-q', '-O', '/dev/null'],
                  `http://192.0.2.1:8080/finish?id=7&bootid=${boot.bootId}`,
                ],
              },
            ],
          },
        },
      ],
    },
    cluster: {
      id: 'aWQ=',
      secret: 'c2VjcmV0',
      clusterName: 'talos',
      controlPlane: { endpoint: 'https://cluster.example:6443' },
      network: {
        dnsDomain: 'cluster.local',
        podSubnets: ['10.244.0.0/16'],
        serviceSubnets: ['10.96.0.0/12'],
      },
      token: 'abcdef.0123456789abcdef',
      ca: { crt: 'azhz', key: 'azhzLWtleQ==' },
      secretboxEncryptionSecret: 'Ym94',
      aggregatorCA: { crt: 'YWdn', key: 'YWdnLWtleQ==' },
      serviceAccount: { key: 'c2E=' },
      etcd: { ca: { crt: 'ZXRjZA==', key: 'ZXRjZC1rZXk=' } },
    },
  });
});

test('a worker gets no key of the cluster', () => {
  const text = renderedAnswer('talos', { 'node-type': 'worker' });
  const { machine, cluster } = parseYaml(text) as Record<string, { ca: object }>;
  expect([machine?.ca, cluster?.ca]).toEqual([
    { crt: 'b3M=', key: '' },
    { crt: 'azhz', key: '' },
  ]);
  expect(text).not.toMatch(/azhzLWtleQ|b3Mta2V5|Ym94|YWdn|c2E=|ZXRjZC/);
});

test('a bond in a VLAN is made of the MACs of its members', () => {
  const { machine } = parseYaml(renderedAnswer('talos', {}, 'named')) as {
    machine: { network: { interfaces: object[] } };
  };
  expect(machine.network.interfaces).toEqual([
    {
      interface: 'bond0',
      bond: { mode: 'active-backup', deviceSelectors: [{ hardwareAddr: mac }, { hardwareAddr: second }] },
      dhcp: false,
      vlans: [
        {
          vlanId: 7,
          dhcp: false,
          addresses: ['192.0.2.10/24', '2001:db8::10/64'],
          routes: [
            { network: '0.0.0.0/0', gateway: '192.0.2.1' },
            { network: '::/0', gateway: 'fe80::1' },
          ],
        },
      ],
    },
  ]);
});

test.each([
  ['', 'cluster-secrets (not shown) is not what talosctl gen secrets writes'],
  ['cluster: { id: aWQ= }', 'not usable is cluster.secret, secrets, trustdinfo, certs'],
  ['a: *b', 'cluster-secrets (not shown) is not what talosctl gen secrets writes'],
])('secrets that talosctl has not written are refused, and not shown: %j', (secrets, why) => {
  const rendered = render('talos', { 'cluster-secrets': secrets });
  expect('problems' in rendered ? rendered.problems.join() : rendered).toContain(why);
});
