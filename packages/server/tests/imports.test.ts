import { auditList, machineImport, machineList } from '@netberth/api';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TestApp } from './harness/start-app.ts';

let app: TestApp;
beforeEach(async () => {
  app = await TestApp.start();
});
afterEach(() => app.stop());

type Tool = { readonly cobbler?: true; readonly foreman?: true; readonly maas?: true };
const take = (tool: Tool, document: string, more = {}) =>
  app.run(machineImport, { ...tool, document, ...more });
const refusal = (tool: Tool, document: string) => app.refusal(machineImport, { ...tool, document });
const machines = async () => (await app.run(machineList, { limit: 100 })).machines;

// Fields as in /var/lib/cobbler/collections/systems/web1.json of Cobbler 3.3.
const cobblerSystem = {
  ...{
    name: 'web1',
    hostname: 'web1.example.org',
    profile: 'rocky9-x86_64',
    image: '',
    status: 'production',
  },
  ...{ gateway: '192.0.2.1', name_servers: ['192.0.2.53'], name_servers_search: ['example.org'] },
  ...{ netboot_enabled: false, comment: 'rack 7', power_type: 'ipmilan', power_address: '198.51.100.7' },
  ...{ power_user: 'root', power_pass: 'calvin', autoinstall_meta: { role: 'web', root_password: 'calvin' } },
  interfaces: {
    eth0: {
      ...{ mac_address: '52:54:00:AA:00:01', ip_address: '192.0.2.11', netmask: '255.255.255.0' },
      ...{ if_gateway: '', dns_name: 'web1', static: true },
    },
    eth1: { mac_address: '52:54:00:aa:00:02', ip_address: '', netmask: '' },
    bond0: { mac_address: '', ip_address: '198.51.100.11', netmask: '255.255.255.0' },
  },
};

const cobblerReport = `Name                           : web2
TFTP Boot Files                : {}
Comment                        :
Gateway                        : 192.0.2.1
Hostname                       : web2.example.org
Automatic Installation Template Metadata : {'role': 'db', 'cores': 8}
Name Servers                   : ['192.0.2.53', '192.0.2.54']
Name Servers Search Path       : []
Netboot Enabled                : True
Profile                        : rocky9-x86_64
Status                         : production
Interface =====                : eth0
Bonding Opts                   :
DNS Name                       :
IP Address                     : 192.0.2.12
MAC Address                    : 52:54:00:aa:00:12
Per-Interface Gateway          :
Subnet Mask                    : 255.255.255.0
Virt Bridge                    : xenbr0

Name                           : test_003
Hostname                       :
Netboot Enabled                : True
Profile                        : rocky9-x86_64
Interface =====                : eth0
IP Address                     :
MAC Address                    : 52:54:00:aa:00:13
Subnet Mask                    :
`;

describe('Cobbler', () => {
  test('gives its systems with network, profile and metadata; no secret comes along, and nothing is granted', async () => {
    const document = JSON.stringify(cobblerSystem);
    const preview = await take({ cobbler: true }, document, { dryRun: true });
    expect(preview).toEqual({
      ...{ added: 1, unchanged: 0, runningInstalls: 0, pending: [] },
      warnings: [
        'system web1: root_password is not taken over: it looks like a secret, and metadata is shown',
        'system web1: the address of bond0 is not taken over: the card has no MAC',
        'system web1: its power control (198.51.100.7) is not taken over',
      ],
      machines: [
        {
          ...{ id: null, place: 'system web1', hostname: 'web1.example.org', address: '192.0.2.11' },
          macs: ['52:54:00:aa:00:01', '52:54:00:aa:00:02'],
          labels: {
            'cobbler-name': 'web1',
            'cobbler-profile': 'rocky9-x86_64',
            'cobbler-status': 'production',
          },
          state: 'finished',
        },
      ],
    });
    expect(await machines()).toEqual([]);

    await take({ cobbler: true }, document);
    const [machine] = await machines();
    expect(machine).toMatchObject({
      ...{ id: 1, state: 'finished', grant: null, pendingSteps: [], resting: 'disk' },
      metadata: { role: 'web', comment: 'rack 7' },
    });
    expect(machine?.network?.interfaces).toMatchObject([
      { mac: '52:54:00:aa:00:01', addresses: ['192.0.2.11/24'], gateways: ['192.0.2.1'] },
    ]);
    expect(machine?.network?.dns).toEqual(['192.0.2.53']);
    expect(JSON.stringify([machine, await app.run(auditList, {})])).not.toContain('calvin');
    // It is known again by its MACs.
    expect(await take({ cobbler: true }, document)).toMatchObject({ added: 0, unchanged: 1 });
  });

  test('gives the same by its report, of several systems; a name that is no host name stays as a label', async () => {
    expect((await take({ cobbler: true }, cobblerReport)).warnings).toEqual([
      'system test_003: "test_003" is no host name: it stands in the label cobbler-name',
    ]);
    const [web2, test3] = await machines();
    expect(web2).toMatchObject({
      ...{ hostname: 'web2.example.org', state: 'new', macs: ['52:54:00:aa:00:12'], address: '192.0.2.12' },
      metadata: { role: 'db', cores: '8' },
    });
    expect(web2?.network?.dns).toEqual(['192.0.2.53', '192.0.2.54']);
    expect(test3).toMatchObject({ hostname: null, labels: { 'cobbler-name': 'test_003' }, address: null });
  });

  test('files of several systems one behind the other are read, and every faulty one is named', async () => {
    const named = (name: string, mac: string) => ({
      ...cobblerSystem,
      ...{ name, hostname: '', gateway: '', interfaces: { eth0: { mac_address: mac } } },
    });
    const all = [named('a', '52:54:00:00:00:0a'), named('b', 'random'), named('c', '52:54:00:00:00:0a')];
    const text = all.map((one) => JSON.stringify(one, null, 1)).join('\n');
    expect(await refusal({ cobbler: true }, text)).toBe(
      'NB3017 nothing was imported: system b: "random" is not a MAC address like 52:54:00:12:34:56; ' +
        'system c and system a both have 52:54:00:00:00:0a. Mend the file and import again.',
    );
    expect(await machines()).toEqual([]);
  });
});

describe('Foreman', () => {
  // As hammer 3.x prints it: hammer --output csv host list
  const csv = `Id,Name,Operating System,Host Group,IP,MAC
217,web1.example.org,"Rocky 9.4",web/front,192.0.2.11,52:54:00:bb:00:01
235,printer.example.org,,,"",""
`;

  test('gives its hosts by the CSV of hammer; one without a MAC is left out and named', async () => {
    const taken = await take({ foreman: true }, csv);
    expect([taken.added, taken.warnings]).toEqual([
      1,
      ['line 3 (printer.example.org) is left out: it has no MAC, UUID or serial number'],
    ]);
    expect(await machines()).toMatchObject([
      {
        ...{ hostname: 'web1.example.org', address: '192.0.2.11', network: null, state: 'new' },
        labels: { 'foreman-hostgroup': 'web/front', 'foreman-os': 'Rocky 9.4' },
      },
    ]);
  });

  test('gives its hosts by its API, with the cards of a host and whether it is built', async () => {
    const host = {
      ...{ id: 217, name: 'web1.example.org', ip: '192.0.2.11', mac: '52:54:00:bb:00:01', build: false },
      ...{ hostgroup_name: 'front', hostgroup_title: 'web/front', environment_name: 'production' },
      ...{ uuid: '11111111-2222-3333-4444-555555555555', comment: 'old' },
      interfaces: [
        { mac: '52:54:00:bb:00:01', ip: '192.0.2.11', primary: true, type: 'interface', virtual: false },
        { mac: '52:54:00:bb:00:02', type: 'interface', virtual: false },
        { mac: '52:54:00:bb:00:99', type: 'bmc', ip: '198.51.100.1' },
      ],
    };
    const page = { total: 1, subtotal: 1, page: 1, per_page: 20, results: [host] };
    await take({ foreman: true }, JSON.stringify(page));
    expect(await machines()).toMatchObject([
      {
        ...{
          macs: ['52:54:00:bb:00:01', '52:54:00:bb:00:02'],
          state: 'finished',
          metadata: { comment: 'old' },
        },
        uuid: '11111111-2222-3333-4444-555555555555',
        labels: { 'foreman-hostgroup': 'web/front', 'foreman-environment': 'production' },
      },
    ]);
  });
});

describe('MAAS', () => {
  // As `maas admin machines read` of MAAS 3.4 prints it, shortened.
  const machine = {
    ...{ system_id: 'x7qrnt', hostname: 'web1', fqdn: 'web1.maas', status_name: 'Deployed', locked: true },
    ...{ owner: 'ada', hardware_uuid: '11111111-2222-3333-4444-555555555555', tag_names: ['ssd', 'rack 7'] },
    ...{ zone: { name: 'default' }, pool: { name: 'web' }, description: 'front end' },
    hardware_info: { system_serial: 'ABC123', system_vendor: 'Acme' },
    boot_interface: { mac_address: '52:54:00:cc:00:01' },
    interface_set: [
      {
        ...{ name: 'ens3', type: 'physical', mac_address: '52:54:00:cc:00:01', vlan: { vid: 0 } },
        links: [
          {
            ...{ mode: 'auto', ip_address: '192.0.2.11' },
            subnet: {
              ...{ cidr: '192.0.2.0/24', gateway_ip: '192.0.2.1', dns_servers: ['192.0.2.53'] },
              vlan: { vid: 0 },
            },
          },
        ],
      },
      { name: 'ens4', type: 'physical', mac_address: '52:54:00:cc:00:02', links: [{ mode: 'dhcp' }] },
      { name: 'bond0', type: 'bond', mac_address: '52:54:00:cc:00:01', links: [] },
    ],
  };

  test('gives its machines with identity, network, zone, pool and tags; a locked one is protected', async () => {
    await take({ maas: true }, JSON.stringify([machine]));
    const [taken] = await machines();
    expect(taken).toMatchObject({
      ...{ hostname: 'web1.maas', serial: 'ABC123', uuid: '11111111-2222-3333-4444-555555555555' },
      ...{ macs: ['52:54:00:cc:00:01', '52:54:00:cc:00:02'], state: 'finished', protected: true },
      labels: {
        ...{ 'maas-name': 'web1', 'maas-zone': 'default', 'maas-pool': 'web', 'maas-status': 'Deployed' },
        ...{ 'maas-owner': 'ada', 'maas-tag-ssd': 'yes', 'maas-tag-rack-7': 'yes' },
      },
      metadata: { description: 'front end' },
    });
    expect(taken?.network?.interfaces).toMatchObject([
      { mac: '52:54:00:cc:00:01', addresses: ['192.0.2.11/24'], gateways: ['192.0.2.1'] },
    ]);
  });

  test('a machine that is here with other identifiers is named, and nothing is written', async () => {
    await app.addMachine({ macs: ['52:54:00:cc:00:02'] });
    expect(await refusal({ maas: true }, JSON.stringify([machine]))).toBe(
      'NB3017 nothing was imported: machine x7qrnt (web1): it has the mac 52:54:00:cc:00:02 of machine 1, which has others beside. Mend the file and import again.',
    );
    expect((await machines()).length).toBe(1);
  });
});

test('a table that nobody has called one is refused with how to say what it is', async () => {
  expect(await app.refusal(machineImport, { document: 'macs,hostname\n52:54:00:00:00:01,web1\n' })).toMatch(
    /^NB3017 nothing was imported: it is no JSON, as `machine export` writes it \(.+\); for a table say --csv, for files of other programs --kiwispray, --cobbler, --foreman or --maas\. Mend the file and import again\.$/,
  );
});

test('a file of another tool is refused, and whose it looks like is said', async () => {
  const maas = JSON.stringify([{ system_id: 'x', hostname: 'a' }]);
  const wrong: readonly (readonly [Tool, string, string])[] = [
    [
      { cobbler: true },
      maas,
      'entry 1 is no system of Cobbler: it has no name. It looks like a file of maas: say --maas',
    ],
    [
      { maas: true },
      JSON.stringify(cobblerSystem),
      'entry 1 is no machine of MAAS: it has no system_id. It looks like a file of cobbler: say --cobbler',
    ],
    [
      { foreman: true },
      maas,
      'entry 1 is no host of Foreman: it has no name with a MAC beside it. It looks like a file of maas: say --maas',
    ],
    [{ maas: true }, '', 'it is empty'],
    [{ foreman: true }, 'a,"b', 'it is neither JSON nor CSV: '],
    [{ cobbler: true, maas: true }, '[]', 'a file is of one tool, and cobbler and maas are said'],
  ];
  for (const [tool, document, why] of wrong)
    expect(await refusal(tool, document)).toContain(`NB3017 nothing was imported: ${why}`);
});
