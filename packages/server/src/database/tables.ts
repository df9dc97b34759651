import type { Generated, GeneratedAlways } from 'kysely';

/** Times are milliseconds since 1970 (`_at_ms`), booleans 0 or 1, documents JSON text (`_json`). */
export type Tables = {
  migrations: MigrationsTable;
  machines: MachinesTable;
  identifiers: IdentifiersTable;
  labels: LabelsTable;
  profiles: ProfilesTable;
  grants: GrantsTable;
  boots: BootsTable;
  boot_index: BootIndexTable;
  watermarks: WatermarksTable;
  boot_ids: BootIdsTable;
  callbacks: CallbacksTable;
  fetched_files: FetchedFilesTable;
  events: EventsTable;
  tokens: TokensTable;
  media: MediaTable;
  media_batches: MediaBatchesTable;
  audit_records: AuditRecordsTable;
  users: UsersTable;
  roles: RolesTable;
  group_roles: GroupRolesTable;
  sessions: SessionsTable;
  sign_in_attempts: SignInAttemptsTable;
  grant_proposals: GrantProposalsTable;
  settings: SettingsTable;
  webhooks: WebhooksTable;
  webhook_deliveries: WebhookDeliveriesTable;
  audit_starts: AuditStartsTable;
  boot_counts: BootCountsTable;
  counted_logs: CountedLogsTable;
  machine_search: MachineSearchTable;
  applied_configuration: AppliedConfigurationTable;
  image_versions: ImageVersionsTable;
  rollouts: RolloutsTable;
  rollout_machines: RolloutMachinesTable;
  rules: RulesTable;
  rule_findings: RuleFindingsTable;
  rule_queue: RuleQueueTable;
  boot_logs: BootLogsTable;
  boot_log_lines: BootLogLinesTable;
  secrets: SecretsTable;
  machine_facts: MachineFactsTable;
  fact_values: FactValuesTable;
  machine_power: MachinePowerTable;
  power_batches: PowerBatchesTable;
  power_orders: PowerOrdersTable;
  git_deliveries: GitDeliveriesTable;
  shared_files: SharedFilesTable;
  waiting_machines: WaitingMachinesTable;
};

/** What was done to these tables, also by newer versions. */
export type MigrationsTable = { name: string };

export type MachinesTable = {
  id: Generated<number>;
  state: string;
  state_reason: string | null;
  /** The state to go back to when a held machine is let go. */
  held_from: string | null;
  /** Grows with every change of the row: what a compare-and-set compares. */
  version: number;
  hostname: string | null;
  address: string | null;
  /** A network document of packages/network; null: none was given. */
  network_json: string | null;
  resting: string;
  metadata_json: string;
  hardware_json: string;
  /** The live grant; null when it has ended, however it ended. */
  grant_id: number | null;
  /** The newest boot that has started; older boots may no longer report. */
  started_boot: number | null;
  /** KIWIspray's state string at takeover, until a person grants. */
  pending_steps_json: string;
  /** When a boot recorded it; null for one that a person added or imported. */
  first_seen_at_ms: number | null;
  discovered_at_ms: number | null;
  finished_at_ms: number | null;
  created_at_ms: number;
  /** 1: every grant for it needs a second person. */
  protected: Generated<number>;
  /** `key`, or null where nothing is to be proved. */
  proof: string | null;
  /** The roll-out that moves it at its next boot; null: none has called it. */
  rollout_id: number | null;
};

export type IdentifiersTable = {
  kind: 'mac' | 'uuid' | 'serial';
  value: string;
  machine_id: number;
  mac_from_2: GeneratedAlways<string | null>;
  mac_from_3: GeneratedAlways<string | null>;
  mac_from_4: GeneratedAlways<string | null>;
  mac_from_5: GeneratedAlways<string | null>;
  mac_from_6: GeneratedAlways<string | null>;
  /** A serial or UUID in which a part of a MAC may stand. */
  other_with_colon: GeneratedAlways<string | null>;
};

export type LabelsTable = { machine_id: number; name: string; value: string };

export type ProfilesTable = {
  id: GeneratedAlways<number>;
  name: string;
  version: number;
  /** Folder below `data/images/`: the one pointer that a replaced image switches. */
  folder: string;
  destructive: number;
  retry_after_start: number;
  is_private: number;
  /** `key`, or null where nothing is to be proved. */
  proof: string | null;
  spec_json: string;
  answers_json: string;
  post_install: string | null;
  files_json: string;
  /** Texts of the files with role `template`, by path: rendering reads no file. */
  templates_json: string;
  warnings_json: string;
  imported_at_ms: number;
  imported_by: string;
};

export type GrantsTable = {
  id: GeneratedAlways<number>;
  machine_id: number;
  status: string;
  version: number;
  steps_json: string;
  step: number;
  /** Starts of the current step. */
  starts: number;
  max_starts: number;
  /** The boot that started the current step last. */
  started_boot: number | null;
  address: string | null;
  expires_at_ms: number;
  created_at_ms: number;
  created_by: string;
  reason: string | null;
  /** Who answers for it: `user:7`, or `socket` for whoever uses that; null: from before this was kept. */
  grantor: string | null;
};

export type BootsTable = {
  number: GeneratedAlways<number>;
  machine_id: number | null;
  at_ms: number;
  address: string;
  decision: string;
  profile: string | null;
  choice: string | null;
  reason_code: string;
  reason: string;
  grant_id: number | null;
  step: number | null;
  script: string;
  started_at_ms: number | null;
  finished_at_ms: number | null;
  failed_at_ms: number | null;
};

/** Boots by machine, up to the watermark `boot_index`; see features/provisioning/boot-index.ts. */
export type BootIndexTable = { machine_id: number; number: number };

/** How far a job has come. */
export type WatermarksTable = { name: string; number: number };

/** Boot ids that were given out; most boots get none, and their rows stay small. */
export type BootIdsTable = {
  /** SHA-256 of the boot id, hex. */
  hash: string;
  boot_number: number;
  /** Of the boot, once more: what is looked up when a file request does not say whose it is. */
  address: string;
  at_ms: number;
};

export type CallbacksTable = {
  id: GeneratedAlways<number>;
  boot_number: number;
  at_ms: number;
  kind: string;
  detail: string;
};

export type FetchedFilesTable = {
  boot_number: number;
  file: string;
  size_bytes: number;
  sent_bytes: number;
  covered_bytes: number;
  first_at_ms: number;
  last_at_ms: number;
};

export type EventsTable = {
  id: GeneratedAlways<number>;
  at_ms: number;
  severity: string;
  kind: string;
  message: string;
  machine_id: number | null;
};

/** Boot media that were made for machines. */
export type MediaTable = {
  id: GeneratedAlways<number>;
  machine_id: number;
  /** SHA-256 of the token in its URL, hex. */
  token_hash: string;
  /** SHA-256 of the key in its script, hex; null: made before media had keys. */
  key_hash: string | null;
  /** The batch it was made in. */
  batch_id: number | null;
  /** What was asked for: network, server, firmware; see features/media/medium-record.ts. */
  order_json: string;
  created_by: string;
  created_at_ms: number;
  revoked_at_ms: number | null;
};

/** Many media made at once, and the token by which all of them are fetched. */
export type MediaBatchesTable = {
  id: GeneratedAlways<number>;
  /** SHA-256 of the token in its URL, hex. */
  token_hash: string;
  /** What they have in common; see features/media/media-batch-record.ts. */
  order_json: string;
  media: number;
  created_by: string;
  created_at_ms: number;
  ends_at_ms: number;
};

export type TokensTable = {
  id: GeneratedAlways<number>;
  name: string;
  token_hash: string;
  permissions_json: string;
  created_by: string;
  created_at_ms: number;
  expires_at_ms: number;
  revoked_at_ms: number | null;
  last_used_at_ms: number | null;
  /** Whose token it is: it may never do more than that user may. Null: made over the socket. */
  owner_id: number | null;
};

export type AuditRecordsTable = {
  id: GeneratedAlways<number>;
  server: string;
  sequence: number;
  at_ms: number;
  actor: string;
  origin: string;
  command: string;
  target: string | null;
  before_json: string;
  after_json: string;
  reason: string | null;
  previous_mac: string;
  mac: string;
};

export type UsersTable = {
  id: GeneratedAlways<number>;
  source: string;
  /** In lower case. */
  name: string;
  /** Argon2id, of local accounts. */
  password_hash: string | null;
  roles_json: string;
  /** Groups when the source was last asked, of others. */
  groups_json: string;
  disabled: number;
  created_at_ms: number;
  signed_in_at_ms: number | null;
  /** When the source was last asked. */
  checked_at_ms: number | null;
};

/** Roles that people have made; the built-in ones are no rows. */
export type RolesTable = { name: string; summary: string; permissions_json: string };

export type GroupRolesTable = {
  id: GeneratedAlways<number>;
  source: string;
  /** The name in lower case, which is compared. */
  folded_group: string;
  group_name: string;
  roles_json: string;
};

export type SessionsTable = {
  id: GeneratedAlways<number>;
  /** SHA-256 of what the cookie holds, hex. */
  session_hash: string;
  user_id: number;
  address: string;
  started_at_ms: number;
  used_at_ms: number;
  ends_at_ms: number;
};

/** Failed log-ins of the last minutes; the subject is a hash of who was tried, or from where. */
export type SignInAttemptsTable = { id: GeneratedAlways<number>; subject: string; at_ms: number };

/** Grants that wait for a second person, and what became of them. Nothing is served because of a row here. */
export type GrantProposalsTable = {
  id: GeneratedAlways<number>;
  status: string;
  version: number;
  /** As in `grants`. */
  grantor: string;
  proposed_by: string;
  /** Ids of machines. */
  machines_json: string;
  /** What would be granted; see features/provisioning/proposal-record.ts. */
  order_json: string;
  why: string;
  reason: string | null;
  created_at_ms: number;
  expires_at_ms: number;
  decided_by: string | null;
  decided_at_ms: number | null;
};

/** Settings that were set while the server ran. */
export type SettingsTable = { name: string; value_json: string; changed_by: string; changed_at_ms: number };

export type WebhooksTable = {
  id: GeneratedAlways<number>;
  url: string;
  /** Empty: what deliveries are signed with is in `secrets`. */
  secret: string;
  events_json: string;
  created_by: string;
  created_at_ms: number;
  delivered_at_ms: number | null;
  /** Why the last delivery failed; null: it did not. */
  failure: string | null;
  /** Events that were left out because the queue was full. */
  dropped: number;
};

/** What is sealed with a key outside the database; see features/secrets/secret-store.ts. */
export type SecretsTable = {
  /** `profile:web`, `webhook:7`. */
  owner: string;
  name: string;
  /** Which key it is sealed with. */
  key_id: string;
  /** Base64 of nonce, ciphertext and tag. */
  sealed: string;
  changed_at_ms: number;
};

/** What is still to be delivered. */
export type WebhookDeliveriesTable = {
  id: GeneratedAlways<number>;
  webhook_id: number;
  body_json: string;
  attempts: number;
  next_at_ms: number;
};

/** Where a server's audit log begins since its oldest records were removed. */
export type AuditStartsTable = {
  server: string;
  /** Of the last record that was removed. */
  sequence: number;
  mac: string;
  /** HMAC of the three above. */
  seal: string;
};

/** Boots of one thing on one day, by where they were counted; see features/usage/boot-count-store.ts. */
export type BootCountsTable = {
  /** SHA-256 of all the others but `boots`, hex: together they are longer than a key may be. */
  key: string;
  source: string;
  /** Of UTC, `2026-11-21`. */
  day: string;
  product: string;
  version: string;
  arch: string;
  firmware: string;
  country: string;
  boots: number;
};

/** How far an access log has been counted. */
export type CountedLogsTable = {
  id: GeneratedAlways<number>;
  name: string;
  head: string;
  sha256: string;
  size_bytes: number;
  boots: number;
  counted_at_ms: number;
};

/**
 * What machines are searched by, read only: one row for each machine with all of it, or several with one thing each.
 * Kept by the database itself.
 */
export type MachineSearchTable = {
  /** Of the machine. */
  rowid: number;
  text: string;
};

/** What a folder said of a thing when it was applied last. */
export type AppliedConfigurationTable = {
  /** A kind of the plan; `given` is a grant that one machine got. */
  kind: string;
  name: string;
  digest: string;
  applied_at_ms: number;
};

/** The profiles that are versions of one image, in their order. */
export type ImageVersionsTable = { image: string; number: number; profile: string };

export type RolloutsTable = {
  id: GeneratedAlways<number>;
  image: string;
  /** What machines rest on after it. */
  profile: string;
  /** Of the profile when it began: one that was replaced since is another. */
  profile_version: number;
  status: string;
  version: number;
  /** Why it stands, or waits for a second person. */
  why: string | null;
  /** What was asked for; see features/rollouts/rollout-record.ts. */
  order_json: string;
  /** As in `grants`. */
  grantor: string;
  created_by: string;
  created_at_ms: number;
  ended_at_ms: number | null;
};

export type RolloutMachinesTable = {
  rollout_id: number;
  machine_id: number;
  phase: string;
  /** What the machine rested on before. */
  previous: string;
  /** 1: it has said that it keeps the image locally. */
  staged: number;
  called_at_ms: number | null;
  booted_at_ms: number | null;
  /** Why it failed or was left out. */
  why: string | null;
};

/** What was found of a machine: a row for each time that it was something else. */
export type MachineFactsTable = {
  id: GeneratedAlways<number>;
  machine_id: number;
  boot_number: number | null;
  at_ms: number;
  /** When the same was found last. */
  seen_at_ms: number;
  differences_json: string;
  facts_json: string;
};

/** The newest facts of each machine, one by one, to look for; see features/facts/fact-values.ts. */
export type FactValuesTable = {
  machine_id: number;
  name: string;
  /** In lower case. */
  value: string;
  /** What is a number; null: it is a text. */
  number: number | null;
};

export type RulesTable = {
  name: string;
  /** What it says; see features/rules/rule-record.ts. */
  wanted_json: string;
  /** Who set it, as in `grants`: what it grants counts as theirs. */
  grantor: string;
  changed_by: string;
  changed_at_ms: number;
};

/** What a rule came to with a machine that meets its conditions, last time. */
export type RuleFindingsTable = {
  rule: string;
  machine_id: number;
  mode: string;
  at_ms: number;
  did_json: string;
  refused_json: string;
  /** When it granted, proposed, or in learn mode would have. */
  granted_at_ms: number | null;
};

/** Machines that rules are to look at. */
export type RuleQueueTable = {
  id: GeneratedAlways<number>;
  machine_id: number;
  /** Only this one; null: all of them. */
  rule: string | null;
  due_at_ms: number;
};

/** How much the installer of a boot has said, and how far it is. */
export type BootLogsTable = {
  boot_number: number;
  line_count: number;
  size_bytes: number;
  /** Lines that came when there was no room. */
  dropped_count: number;
  /** The furthest that was recognised; see packages/api/src/install-stage.ts. */
  stage: string | null;
  stage_at_ms: number | null;
};

export type BootLogLinesTable = {
  id: GeneratedAlways<number>;
  boot_number: number;
  at_ms: number;
  /** `syslog`, or `http` with the boot id. */
  way: string;
  /** As in RFC 5424, 6.2.1; null: not told. */
  severity: number | null;
  program: string;
  text: string;
};

export type MachinePowerTable = {
  machine_id: number;
  driver: string;
  /** Without the password, which is in `secrets`; see features/power/power-record.ts. */
  settings_json: string;
  /** What was seen last: `on`, `off`, `unknown`. */
  state: string;
  tested_at_ms: number | null;
  /** The medium in its virtual drive. */
  medium_id: number | null;
  /** It is ejected when this grant has ended; null: when a person says so. */
  medium_grant_id: number | null;
};

/** Orders that were given together, in waves. */
export type PowerBatchesTable = {
  id: GeneratedAlways<number>;
  version: number;
  /** The one that is under way. */
  wave: number;
  pause_ms: number;
  max_failures: number;
};

export type PowerOrdersTable = {
  id: GeneratedAlways<number>;
  machine_id: number;
  action: string;
  next: string | null;
  status: string;
  version: number;
  why: string | null;
  attempts: number;
  /** Of a waiting one: not before. Of a running one: until then the server that runs it is believed to live. */
  due_at_ms: number;
  /** 1: it may have happened, so that it is not done a second time. */
  is_sent: number;
  batch_id: number | null;
  wave: number;
  grant_id: number | null;
  created_by: string;
  created_at_ms: number;
  ended_at_ms: number | null;
};

/** Webhooks of GitHub and GitLab that came, so that a copy of one does nothing, whichever server it is sent to. */
export type GitDeliveriesTable = {
  /** SHA-256 of the content, hex. */
  digest: string;
  at_ms: number;
};

/** Files that lie in object storage for every server; without that, none. */
export type SharedFilesTable = {
  /** As below the data folder: `images/debian-1f2e3d4c/vmlinuz`. */
  path: string;
  /** What the names of its pieces begin with; another one for each content. */
  object: string;
  size_bytes: number;
  sha256: string;
  /** Grows with every change of any file: a server asks for what is behind the last that it has seen. */
  changed_number: number;
  /** 1: it was removed; the others have still to learn it. */
  is_gone: number;
};

/** A machine that asks again and again; it counts as long as this boot is its newest. */
export type WaitingMachinesTable = {
  machine_id: number;
  /** The one boot that all its asking is. */
  boot_number: number;
  /** What it waits for its turn for; null: for a person. */
  profile: string | null;
  since_ms: number;
  seen_at_ms: number;
  /** Its place, of how many, and when it is expected to be its turn; null: it waits for a person. */
  place: number | null;
  waiting: number | null;
  ready_at_ms: number | null;
};
