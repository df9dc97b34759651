/** Sentences of the page of configuration as code. */
export const englishConfiguration = {
  title: 'Configuration',
  intro:
    'What a folder, kept in git for instance, said of this server when it was applied, and what people have changed otherwise since. It is applied in a terminal or by a pipeline.',
  none: 'No configuration was applied to this server. Begin with a folder of its present state:',
  begin: 'netberth export ./site\nnetberth plan ./site\nnetberth apply ./site',
  changed: 'Changed since',
  unchanged: 'Nothing of it was changed by hand since it was applied.',
  changedHint:
    'These were changed by hand after they were applied. Whether they differ now, netberth plan FOLDER says; netberth apply FOLDER sets them right.',
  kind: 'Kind',
  kinds: {
    role: 'roles',
    group: 'groups',
    setting: 'settings',
    menu: 'entries of the menu',
    profile: 'profiles',
    machine: 'machines',
    rule: 'rules',
    grant: 'grants',
  },
  name: 'Name',
  when: 'When',
  by: 'By',
  command: 'Command',
  /** Who did it is for those who may read the audit log. */
  hidden: 'in the audit log',
  described: 'What it describes',
  count: 'How many',
  applied: 'Last applied',
  applies: 'Applied',
  noApplies: 'The audit log does not reach back so far.',
  changes: 'Changes',
  machines: 'Machines touched',
  grants: 'Grants',
  reason: 'Reason',
};
