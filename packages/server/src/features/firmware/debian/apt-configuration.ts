import { join } from 'node:path';

/** An apt of our own: what it names lies in our folder, so it needs no root and changes nothing of the system's. */
export type PrivateApt = {
  readonly folder: string;
  readonly mirror: string;
  readonly suite: string;
  readonly keyring: string;
};

export const aptFolders = ['lists/partial', 'cache/archives/partial'] as const;

/**
 * What apt reads last, after the host's own settings: proxies and certificates of the host stay in force.
 * Its hooks are cleared (docker-clean, packagekit: they are about the system's packages), and a list that
 * cannot be fetched is a failure. The packages are `Architecture: all`, so one list serves every host.
 */
export function aptConfiguration({ folder }: PrivateApt): string {
  return `#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
APT::Architecture "amd64";
#clear APT::Architectures;
APT::Sandbox::User "";
APT::Update::Error-Mode "any";
APT::Default-Release "";
Acquire::Languages "none";
Acquire::Retries "2";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
Dir::Etc::sourcelist "${join(folder, 'netberth.sources')}";
Dir::Etc::sourceparts "-";
Dir::Etc::preferences "-";
Dir::Etc::preferencesparts "-";
Dir::State "${folder}";
Dir::State::lists "${join(folder, 'lists')}";
Dir::State::status "/dev/null";
Dir::Cache "${join(folder, 'cache')}";
`;
}

export function aptSources({ mirror, suite, keyring }: PrivateApt): string {
  return `Types: deb
URIs: ${mirror}
Suites: ${suite}
Components: main
Signed-By: ${keyring}
`;
}
