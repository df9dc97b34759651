import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'ldapts';
import { findFreePort, startAs } from '../../database/servers/server-process.ts';
import type { TestCertificates } from './test-certificates.ts';

const run = promisify(execFile);

export const openldapBase = 'dc=example,dc=test';

/** An OpenLDAP of this run's own, with StartTLS; two people, and a group in a group in a group, in a ring. */
export async function startOpenldap(certificates: TestCertificates) {
  const folder = mkdtempSync(join(tmpdir(), 'netberth-openldap-'));
  chmodSync(folder, 0o755);
  const port = await findFreePort();
  mkdirSync(join(folder, 'db'));
  const configuration = join(folder, 'slapd.conf');
  writeFileSync(configuration, configurationText(folder, certificates));
  const content = join(folder, 'content.ldif');
  writeFileSync(content, contentText);
  await run('/usr/sbin/slapadd', ['-f', configuration, '-l', content]);
  const server = startAs('root', '/usr/sbin/slapd', [
    ...['-f', configuration, '-h', `ldap://localhost:${port}`, '-d', '0'],
  ]);
  const url = `ldap://localhost:${port}`;
  await server.untilReady(async () => {
    const client = new Client({ url });
    await client.bind('', '');
    await client.unbind();
  });
  return {
    url,
    stop: async () => {
      await server.stop('SIGKILL');
      rmSync(folder, { recursive: true });
    },
  };
}

function configurationText(folder: string, { ca, certificate, key }: TestCertificates): string {
  return `include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile ${folder}/pid
TLSCACertificateFile ${ca}
TLSCertificateFile ${certificate}
TLSCertificateKeyFile ${key}
security simple_bind=128
database mdb
directory ${folder}/db
suffix "${openldapBase}"
rootdn "cn=reader,${openldapBase}"
rootpw reader-password
access to attrs=userPassword by anonymous auth
access to * by users read
`;
}

const contentText = `dn: ${openldapBase}
objectClass: dcObject
objectClass: organization
o: example
dc: example

dn: ou=people,${openldapBase}
objectClass: organizationalUnit
ou: people

dn: uid=ada,ou=people,${openldapBase}
objectClass: inetOrgPerson
uid: ada
cn: Ada
sn: Lovelace
mail: ada@example.test
userPassword: ada-password

dn: uid=a*b(c)\\5c,ou=people,${openldapBase}
objectClass: inetOrgPerson
uid: a*b(c)\\
cn: Star
sn: Star
userPassword: star-password

dn: cn=inner,${openldapBase}
objectClass: groupOfNames
cn: inner
member: uid=ada,ou=people,${openldapBase}
member: cn=outer,${openldapBase}

dn: cn=middle,${openldapBase}
objectClass: groupOfNames
cn: middle
member: cn=inner,${openldapBase}

dn: cn=outer,${openldapBase}
objectClass: groupOfNames
cn: outer
member: cn=middle,${openldapBase}
`;
