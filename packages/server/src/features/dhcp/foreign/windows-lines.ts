import type { BootOffer, OfferedClient } from './boot-offer.ts';

/** For the DHCP server of Windows: PowerShell, as administrator on that server; for all its IPv4 scopes. */
export function windowsLines({ origin, scriptUrl, clients }: BootOffer): readonly string[] {
  return [
    '# Option 60 is not defined there by itself; an error that it exists already may be ignored.',
    'Add-DhcpServerv4OptionDefinition -Name "Vendor class" -OptionId 60 -Type String',
    'Add-DhcpServerv4Class -Name "Netberth iPXE" -Type User -Data "iPXE"',
    'Add-DhcpServerv4Policy -Name "Netberth iPXE" -Condition OR -UserClass EQ,"Netberth iPXE"',
    ...values('Netberth iPXE', origin.address, scriptUrl),
    ...clients.flatMap((client) => ['', ...policy(client, origin.address)]),
  ];
}

/** Windows compares the whole of option 60 unless the class ends with a star in the policy. */
function policy(client: OfferedClient, address: string): readonly string[] {
  const name = `Netberth ${client.title}`;
  const classes = client.architectures.map((code) => ({
    name: `${name} ${code}`,
    text: `${client.vendorClass}:Arch:${String(code).padStart(5, '0')}`,
  }));
  const match = classes.map((each) => `"${each.name}*"`).join(',');
  return [
    ...classes.map((each) => `Add-DhcpServerv4Class -Name "${each.name}" -Type Vendor -Data "${each.text}"`),
    `Add-DhcpServerv4Policy -Name "${name}" -Condition AND -VendorClass EQ,${match} -UserClass NE,"Netberth iPXE"`,
    ...values(name, address, client.bootFile),
    ...(client.vendorClass === 'HTTPClient'
      ? [`Set-DhcpServerv4OptionValue -PolicyName "${name}" -OptionId 60 -Value "HTTPClient"`]
      : []),
  ];
}

function values(policyName: string, address: string, file: string): readonly string[] {
  return [
    `Set-DhcpServerv4OptionValue -PolicyName "${policyName}" -OptionId 66 -Value "${address}"`,
    `Set-DhcpServerv4OptionValue -PolicyName "${policyName}" -OptionId 67 -Value "${file}"`,
  ];
}
