import {
  databaseUrl,
  host,
  identityUrl,
  inCloud,
  passwords,
  rabbitUrl,
  region,
  urlOf,
  type CloudPlan,
} from './cloud-plan.ts';
import type { Ini } from './ini.ts';

/** How one service proves itself to another. */
function login(plan: CloudPlan, username: string) {
  return {
    auth_url: identityUrl(plan),
    auth_type: 'password',
    username,
    password: passwords.service,
    project_name: 'service',
    user_domain_id: 'default',
    project_domain_id: 'default',
    region_name: region,
  };
}

function guard(plan: CloudPlan, username: string) {
  return {
    keystone_authtoken: {
      ...login(plan, username),
      www_authenticate_uri: identityUrl(plan),
      service_token_roles_required: true,
    },
  };
}

export function keystoneSettings(plan: CloudPlan): Ini {
  return {
    DEFAULT: { log_file: inCloud(plan, 'log/keystone.log'), public_endpoint: urlOf(plan, 'keystone') },
    database: { connection: databaseUrl(plan, 'keystone') },
    token: { provider: 'fernet' },
    fernet_tokens: { key_repository: inCloud(plan, 'keys/fernet') },
    fernet_receipts: { key_repository: inCloud(plan, 'keys/fernet') },
    credential: { key_repository: inCloud(plan, 'keys/credential') },
    identity: { password_hash_rounds: 4 },
  };
}

export function glanceSettings(plan: CloudPlan): Ini {
  const store = (name: string) => ({ filesystem_store_datadir: inCloud(plan, 'glance', name) });
  return {
    DEFAULT: {
      bind_host: host,
      bind_port: plan.ports.glance,
      workers: 0,
      log_file: inCloud(plan, 'log/glance.log'),
      enabled_backends: 'file:file',
      enabled_import_methods: '[glance-direct,web-download]',
    },
    database: { connection: databaseUrl(plan, 'glance') },
    glance_store: { default_backend: 'file' },
    file: store('images'),
    os_glance_staging_store: store('staging'),
    os_glance_tasks_store: store('tasks'),
    // By itself Glance downloads from the ports 80 and 443 alone, and not from this host.
    import_filtering_opts: { allowed_hosts: `[${host}]`, allowed_ports: '[]' },
    paste_deploy: {
      flavor: 'keystone',
      config_file: `${plan.programs}/usr/share/glance-common/glance-api-paste.ini`,
    },
    oslo_concurrency: { lock_path: inCloud(plan, 'lock') },
    ...guard(plan, 'glance'),
  };
}

export function placementSettings(plan: CloudPlan): Ini {
  return {
    DEFAULT: { log_file: inCloud(plan, 'log/placement.log') },
    api: { auth_strategy: 'keystone' },
    placement_database: { connection: databaseUrl(plan, 'placement') },
    ...guard(plan, 'placement'),
  };
}

export function neutronSettings(plan: CloudPlan): Ini {
  return {
    DEFAULT: {
      bind_host: host,
      bind_port: plan.ports.neutron,
      log_file: inCloud(plan, 'log/neutron.log'),
      state_path: inCloud(plan, 'neutron'),
      api_paste_config: `${plan.programs}/usr/share/neutron-common/api-paste.ini`,
      auth_strategy: 'keystone',
      core_plugin: 'ml2',
      service_plugins: 'router',
      api_workers: 0,
      rpc_workers: 0,
      rpc_state_report_workers: 0,
      dhcp_agent_notification: false,
      notify_nova_on_port_status_changes: false,
      notify_nova_on_port_data_changes: false,
      transport_url: rabbitUrl(plan),
      graceful_shutdown_timeout: 1,
    },
    database: { connection: databaseUrl(plan, 'neutron') },
    oslo_concurrency: { lock_path: inCloud(plan, 'lock') },
    ...guard(plan, 'neutron'),
    ml2: {
      type_drivers: 'flat,vxlan',
      tenant_network_types: 'vxlan',
      mechanism_drivers: 'loopback',
      extension_drivers: 'port_security',
    },
    ml2_type_vxlan: { vni_ranges: '1:200' },
    securitygroup: { enable_security_group: true },
  };
}

export function novaSettings(plan: CloudPlan): Ini {
  return {
    DEFAULT: {
      host: 'hypervisor',
      my_ip: host,
      state_path: inCloud(plan, 'nova'),
      log_dir: inCloud(plan, 'log'),
      transport_url: rabbitUrl(plan),
      graceful_shutdown_timeout: 1,
      enabled_apis: 'osapi_compute',
      osapi_compute_listen: host,
      osapi_compute_listen_port: plan.ports.nova,
      osapi_compute_workers: 1,
      compute_driver: 'fake.FakeDriver',
      service_down_time: 600,
    },
    api: { auth_strategy: 'keystone' },
    api_database: { connection: databaseUrl(plan, 'nova_api') },
    database: { connection: databaseUrl(plan, 'nova') },
    conductor: { workers: 1 },
    scheduler: { workers: 1 },
    quota: { instances: 120, cores: -1, ram: -1 },
    wsgi: { api_paste_config: `${plan.programs}/usr/share/nova-common/api-paste.ini` },
    oslo_concurrency: { lock_path: inCloud(plan, 'lock') },
    glance: { api_servers: urlOf(plan, 'glance') },
    placement: login(plan, 'placement'),
    neutron: login(plan, 'neutron'),
    // Asked only where there are volumes.
    cinder: { catalog_info: 'volumev3::publicURL', os_region_name: region },
    service_user: { send_service_user_token: true, ...login(plan, 'nova') },
    ...guard(plan, 'nova'),
  };
}

export function cinderSettings(plan: CloudPlan): Ini {
  return {
    DEFAULT: {
      host: 'hypervisor',
      my_ip: host,
      state_path: inCloud(plan, 'cinder'),
      log_dir: inCloud(plan, 'log'),
      transport_url: rabbitUrl(plan),
      graceful_shutdown_timeout: 1,
      auth_strategy: 'keystone',
      api_paste_config: `${plan.programs}/usr/share/cinder-common/api-paste.ini`,
      resource_query_filters_file: `${plan.programs}/etc/cinder/resource_filters.json`,
      osapi_volume_listen: host,
      osapi_volume_listen_port: plan.ports.cinder,
      osapi_volume_workers: 1,
      glance_api_servers: urlOf(plan, 'glance'),
      enabled_backends: 'file',
    },
    file: { volume_driver: 'file_driver.FileDriver', volume_backend_name: 'file' },
    database: { connection: databaseUrl(plan, 'cinder') },
    oslo_concurrency: { lock_path: inCloud(plan, 'lock') },
    service_user: { send_service_user_token: true, ...login(plan, 'cinder') },
    ...guard(plan, 'cinder'),
  };
}
