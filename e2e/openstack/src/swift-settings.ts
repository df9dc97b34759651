import { host, identityUrl, inCloud, passwords, region, type CloudPlan } from './cloud-plan.ts';
import type { Ini } from './ini.ts';

export const swiftStores = ['account', 'container', 'object'] as const;
export type SwiftStore = (typeof swiftStores)[number];

export function swiftSettings(): Ini {
  return {
    'swift-hash': { swift_hash_path_prefix: 'test', swift_hash_path_suffix: 'cloud' },
    'storage-policy:0': { name: 'one-copy', default: 'yes' },
  };
}

export function swiftPort({ ports }: CloudPlan, store: SwiftStore): number {
  return { account: ports.swiftAccount, container: ports.swiftContainer, object: ports.swiftObject }[store];
}

export function swiftStoreSettings(plan: CloudPlan, store: SwiftStore): Ini {
  return {
    DEFAULT: {
      bind_ip: host,
      bind_port: swiftPort(plan, store),
      workers: 0,
      user: 'root',
      swift_dir: inCloud(plan, 'swift'),
      devices: inCloud(plan, 'swift-devices'),
      mount_check: false,
      disable_fallocate: true,
      log_level: 'WARNING',
    },
    'pipeline:main': { pipeline: `${store}-server` },
    [`app:${store}-server`]: { use: `egg:swift#${store}` },
  };
}

export function swiftProxySettings(plan: CloudPlan): Ini {
  const filters = [
    'catch_errors',
    'gatekeeper',
    'listing_formats',
    'bulk',
    'staticweb',
    'copy',
    'slo',
    'dlo',
  ];
  return {
    DEFAULT: {
      bind_ip: host,
      bind_port: plan.ports.swift,
      workers: 0,
      user: 'root',
      swift_dir: inCloud(plan, 'swift'),
      log_level: 'WARNING',
    },
    'pipeline:main': {
      pipeline:
        'catch_errors gatekeeper listing_formats bulk authtoken s3api s3token keystoneauth staticweb copy slo dlo proxy-server',
    },
    'app:proxy-server': { use: 'egg:swift#proxy', account_autocreate: true },
    ...Object.fromEntries(filters.map((name) => [`filter:${name}`, { use: `egg:swift#${name}` }])),
    'filter:keystoneauth': { use: 'egg:swift#keystoneauth', operator_roles: 'admin, member' },
    'filter:s3api': { use: 'egg:swift#s3api', location: region },
    // Keystone tells only services whose keys those are.
    'filter:s3token': {
      use: 'egg:swift#s3token',
      delay_auth_decision: true,
      auth_uri: identityUrl(plan),
      ...serviceAccount(plan),
    },
    'filter:authtoken': {
      'paste.filter_factory': 'keystonemiddleware.auth_token:filter_factory',
      delay_auth_decision: true,
      www_authenticate_uri: identityUrl(plan),
      ...serviceAccount(plan),
    },
  };
}

function serviceAccount(plan: CloudPlan): Ini[string] {
  return {
    auth_url: identityUrl(plan),
    auth_type: 'password',
    username: 'swift',
    password: passwords.service,
    project_name: 'service',
    user_domain_id: 'default',
    project_domain_id: 'default',
  };
}
