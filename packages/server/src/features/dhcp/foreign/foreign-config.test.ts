import { describe, expect, test } from 'vitest';
import { planOf } from '../example-plan.fixture.ts';
import { renderForeignConfig } from './foreign-config.ts';

/** There is no firmware for arm64 here; it is named all the same, so that the lines stay right when it comes. */
const plan = planOf('external', undefined, { firmware: ['undionly.kpxe', 'snponly.efi'] });

describe('the lines for a DHCP server that is not ours', () => {
  test('are a file for dnsmasq', () => {
    expect(renderForeignConfig('dnsmasq', plan))
      .toBe(`# Who asks: iPXE itself by option 175 or user class, UEFI HTTP boot by vendor class, firmware by option 93.
dhcp-match=set:ipxe,175
dhcp-userclass=set:ipxe,iPXE
dhcp-vendorclass=set:http,HTTPClient
dhcp-mac=set:rpi,b8:27:eb:*:*:*
dhcp-mac=set:rpi,dc:a6:32:*:*:*
dhcp-mac=set:rpi,e4:5f:01:*:*:*
dhcp-mac=set:rpi,28:cd:c1:*:*:*
dhcp-mac=set:rpi,d8:3a:dd:*:*:*
dhcp-mac=set:rpi,2c:cf:67:*:*:*
dhcp-match=set:bios,option:client-arch,0
dhcp-match=set:uefi-x64,option:client-arch,7
dhcp-match=set:uefi-x64,option:client-arch,9
dhcp-match=set:uefi-arm64,option:client-arch,11
dhcp-match=set:http-x64,option:client-arch,16
dhcp-match=set:http-arm64,option:client-arch,19
dhcp-boot=tag:ipxe,http://10.20.0.1:8080/bootstrap.ipxe,,10.20.0.1
dhcp-boot=tag:!ipxe,tag:bios,tag:!http,tag:!rpi,undionly.kpxe,,10.20.0.1
dhcp-boot=tag:!ipxe,tag:uefi-x64,tag:!http,snponly.efi,,10.20.0.1
dhcp-boot=tag:!ipxe,tag:uefi-arm64,tag:!http,snponly-arm64.efi,,10.20.0.1
dhcp-boot=tag:!ipxe,tag:http-x64,tag:http,http://10.20.0.1:8080/firmware/snponly.efi,,10.20.0.1
dhcp-option-force=tag:!ipxe,tag:http-x64,tag:http,option:vendor-class,HTTPClient
dhcp-boot=tag:!ipxe,tag:http-arm64,tag:http,http://10.20.0.1:8080/firmware/snponly-arm64.efi,,10.20.0.1
dhcp-option-force=tag:!ipxe,tag:http-arm64,tag:http,option:vendor-class,HTTPClient
`);
  });

  test('are a class for ISC dhcpd', () => {
    expect(renderForeignConfig('isc', plan)).toBe(`option netberth-architecture code 93 = unsigned integer 16;

class "netberth" {
  match if substring(option vendor-class-identifier, 0, 9) = "PXEClient"
    or substring(option vendor-class-identifier, 0, 10) = "HTTPClient";
  next-server 10.20.0.1;
  if exists user-class and option user-class = "iPXE" {
    filename "http://10.20.0.1:8080/bootstrap.ipxe";
  } elsif option netberth-architecture = 00:00 {
    filename "undionly.kpxe";
  } elsif option netberth-architecture = 00:07 or option netberth-architecture = 00:09 {
    filename "snponly.efi";
  } elsif option netberth-architecture = 00:0b {
    filename "snponly-arm64.efi";
  } elsif option netberth-architecture = 00:10 {
    option vendor-class-identifier "HTTPClient";
    filename "http://10.20.0.1:8080/firmware/snponly.efi";
  } elsif option netberth-architecture = 00:13 {
    option vendor-class-identifier "HTTPClient";
    filename "http://10.20.0.1:8080/firmware/snponly-arm64.efi";
  }
}
`);
  });

  test('are client classes for Kea', () => {
    expect(renderForeignConfig('kea', plan)).toBe(`{
  "Dhcp4": {
    "client-classes": [
      {
        "name": "netberth-ipxe",
        "test": "substring(option[77].hex,0,4) == 'iPXE' or option[175].exists",
        "next-server": "10.20.0.1",
        "boot-file-name": "http://10.20.0.1:8080/bootstrap.ipxe"
      },
      {
        "name": "netberth-bios",
        "test": "not member('netberth-ipxe') and (option[93].hex == 0x0000)",
        "next-server": "10.20.0.1",
        "boot-file-name": "undionly.kpxe"
      },
      {
        "name": "netberth-uefi-x64",
        "test": "not member('netberth-ipxe') and (option[93].hex == 0x0007 or option[93].hex == 0x0009)",
        "next-server": "10.20.0.1",
        "boot-file-name": "snponly.efi"
      },
      {
        "name": "netberth-uefi-arm64",
        "test": "not member('netberth-ipxe') and (option[93].hex == 0x000b)",
        "next-server": "10.20.0.1",
        "boot-file-name": "snponly-arm64.efi"
      },
      {
        "name": "netberth-http-x64",
        "test": "not member('netberth-ipxe') and (option[93].hex == 0x0010)",
        "next-server": "10.20.0.1",
        "boot-file-name": "http://10.20.0.1:8080/firmware/snponly.efi",
        "option-data": [
          {
            "name": "vendor-class-identifier",
            "data": "HTTPClient",
            "always-send": true
          }
        ]
      },
      {
        "name": "netberth-http-arm64",
        "test": "not member('netberth-ipxe') and (option[93].hex == 0x0013)",
        "next-server": "10.20.0.1",
        "boot-file-name": "http://10.20.0.1:8080/firmware/snponly-arm64.efi",
        "option-data": [
          {
            "name": "vendor-class-identifier",
            "data": "HTTPClient",
            "always-send": true
          }
        ]
      }
    ]
  }
}
`);
  });

  test('are PowerShell for Windows', () => {
    expect(renderForeignConfig('windows', plan))
      .toBe(`# Option 60 is not defined there by itself; an error that it exists already may be ignored.
Add-DhcpServerv4OptionDefinition -Name "Vendor class" -OptionId 60 -Type String
Add-DhcpServerv4Class -Name "Netberth iPXE" -Type User -Data "iPXE"
Add-DhcpServerv4Policy -Name "Netberth iPXE" -Condition OR -UserClass EQ,"Netberth iPXE"
Set-DhcpServerv4OptionValue -PolicyName "Netberth iPXE" -OptionId 66 -Value "10.20.0.1"
Set-DhcpServerv4OptionValue -PolicyName "Netberth iPXE" -OptionId 67 -Value "http://10.20.0.1:8080/bootstrap.ipxe"

Add-DhcpServerv4Class -Name "Netberth BIOS 0" -Type Vendor -Data "PXEClient:Arch:00000"
Add-DhcpServerv4Policy -Name "Netberth BIOS" -Condition AND -VendorClass EQ,"Netberth BIOS 0*" -UserClass NE,"Netberth iPXE"
Set-DhcpServerv4OptionValue -PolicyName "Netberth BIOS" -OptionId 66 -Value "10.20.0.1"
Set-DhcpServerv4OptionValue -PolicyName "Netberth BIOS" -OptionId 67 -Value "undionly.kpxe"

Add-DhcpServerv4Class -Name "Netberth UEFI x64 7" -Type Vendor -Data "PXEClient:Arch:00007"
Add-DhcpServerv4Class -Name "Netberth UEFI x64 9" -Type Vendor -Data "PXEClient:Arch:00009"
Add-DhcpServerv4Policy -Name "Netberth UEFI x64" -Condition AND -VendorClass EQ,"Netberth UEFI x64 7*","Netberth UEFI x64 9*" -UserClass NE,"Netberth iPXE"
Set-DhcpServerv4OptionValue -PolicyName "Netberth UEFI x64" -OptionId 66 -Value "10.20.0.1"
Set-DhcpServerv4OptionValue -PolicyName "Netberth UEFI x64" -OptionId 67 -Value "snponly.efi"

Add-DhcpServerv4Class -Name "Netberth UEFI arm64 11" -Type Vendor -Data "PXEClient:Arch:00011"
Add-DhcpServerv4Policy -Name "Netberth UEFI arm64" -Condition AND -VendorClass EQ,"Netberth UEFI arm64 11*" -UserClass NE,"Netberth iPXE"
Set-DhcpServerv4OptionValue -PolicyName "Netberth UEFI arm64" -OptionId 66 -Value "10.20.0.1"
Set-DhcpServerv4OptionValue -PolicyName "Netberth UEFI arm64" -OptionId 67 -Value "snponly-arm64.efi"

Add-DhcpServerv4Class -Name "Netberth UEFI HTTP boot x64 16" -Type Vendor -Data "HTTPClient:Arch:00016"
Add-DhcpServerv4Policy -Name "Netberth UEFI HTTP boot x64" -Condition AND -VendorClass EQ,"Netberth UEFI HTTP boot x64 16*" -UserClass NE,"Netberth iPXE"
Set-DhcpServerv4OptionValue -PolicyName "Netberth UEFI HTTP boot x64" -OptionId 66 -Value "10.20.0.1"
Set-DhcpServerv4OptionValue -PolicyName "Netberth UEFI HTTP boot x64" -OptionId 67 -Value "http://10.20.0.1:8080/firmware/snponly.efi"
Set-DhcpServerv4OptionValue -PolicyName "Netberth UEFI HTTP boot x64" -OptionId 60 -Value "HTTPClient"

Add-DhcpServerv4Class -Name "Netberth UEFI HTTP boot arm64 19" -Type Vendor -Data "HTTPClient:Arch:00019"
Add-DhcpServerv4Policy -Name "Netberth UEFI HTTP boot arm64" -Condition AND -VendorClass EQ,"Netberth UEFI HTTP boot arm64 19*" -UserClass NE,"Netberth iPXE"
Set-DhcpServerv4OptionValue -PolicyName "Netberth UEFI HTTP boot arm64" -OptionId 66 -Value "10.20.0.1"
Set-DhcpServerv4OptionValue -PolicyName "Netberth UEFI HTTP boot arm64" -OptionId 67 -Value "http://10.20.0.1:8080/firmware/snponly-arm64.efi"
Set-DhcpServerv4OptionValue -PolicyName "Netberth UEFI HTTP boot arm64" -OptionId 60 -Value "HTTPClient"
`);
  });

  test('are commands for RouterOS', () => {
    expect(renderForeignConfig('mikrotik', plan))
      .toBe(`# Put the names of your DHCP server and its pool in place of dhcp1 and pool1.
/ip dhcp-server network set [find] next-server=10.20.0.1
/ip dhcp-server option add name=netberth-ipxe-file code=67 value="'http://10.20.0.1:8080/bootstrap.ipxe'"
/ip dhcp-server option sets add name=netberth-ipxe options=netberth-ipxe-file
/ip dhcp-server matcher add name=netberth-ipxe server=dhcp1 address-pool=pool1 code=77 value="iPXE" matching-type=substring option-set=netberth-ipxe
/ip dhcp-server option add name=netberth-bios-file code=67 value="'undionly.kpxe'"
/ip dhcp-server option sets add name=netberth-bios options=netberth-bios-file
/ip dhcp-server matcher add name=netberth-bios-0 server=dhcp1 address-pool=pool1 code=60 value="PXEClient:Arch:00000" matching-type=substring option-set=netberth-bios
/ip dhcp-server option add name=netberth-uefi-x64-file code=67 value="'snponly.efi'"
/ip dhcp-server option sets add name=netberth-uefi-x64 options=netberth-uefi-x64-file
/ip dhcp-server matcher add name=netberth-uefi-x64-7 server=dhcp1 address-pool=pool1 code=60 value="PXEClient:Arch:00007" matching-type=substring option-set=netberth-uefi-x64
/ip dhcp-server matcher add name=netberth-uefi-x64-9 server=dhcp1 address-pool=pool1 code=60 value="PXEClient:Arch:00009" matching-type=substring option-set=netberth-uefi-x64
/ip dhcp-server option add name=netberth-uefi-arm64-file code=67 value="'snponly-arm64.efi'"
/ip dhcp-server option sets add name=netberth-uefi-arm64 options=netberth-uefi-arm64-file
/ip dhcp-server matcher add name=netberth-uefi-arm64-11 server=dhcp1 address-pool=pool1 code=60 value="PXEClient:Arch:00011" matching-type=substring option-set=netberth-uefi-arm64
/ip dhcp-server option add name=netberth-http-x64-file code=67 value="'http://10.20.0.1:8080/firmware/snponly.efi'"
/ip dhcp-server option add name=netberth-http-x64-class code=60 value="'HTTPClient'"
/ip dhcp-server option sets add name=netberth-http-x64 options=netberth-http-x64-file,netberth-http-x64-class
/ip dhcp-server matcher add name=netberth-http-x64-16 server=dhcp1 address-pool=pool1 code=60 value="HTTPClient:Arch:00016" matching-type=substring option-set=netberth-http-x64
/ip dhcp-server option add name=netberth-http-arm64-file code=67 value="'http://10.20.0.1:8080/firmware/snponly-arm64.efi'"
/ip dhcp-server option add name=netberth-http-arm64-class code=60 value="'HTTPClient'"
/ip dhcp-server option sets add name=netberth-http-arm64 options=netberth-http-arm64-file,netberth-http-arm64-class
/ip dhcp-server matcher add name=netberth-http-arm64-19 server=dhcp1 address-pool=pool1 code=60 value="HTTPClient:Arch:00019" matching-type=substring option-set=netberth-http-arm64
`);
  });

  test('are commands for EdgeOS', () => {
    expect(renderForeignConfig('edgerouter', plan)).toBe(`configure
set service dhcp-server global-parameters "option netberth-architecture code 93 = unsigned integer 16;"
set service dhcp-server global-parameters "class &quot;netberth&quot; { match if substring(option vendor-class-identifier, 0, 9) = &quot;PXEClient&quot; or substring(option vendor-class-identifier, 0, 10) = &quot;HTTPClient&quot;; next-server 10.20.0.1; if exists user-class and option user-class = &quot;iPXE&quot; { filename &quot;http://10.20.0.1:8080/bootstrap.ipxe&quot;; } elsif option netberth-architecture = 00:00 { filename &quot;undionly.kpxe&quot;; } elsif option netberth-architecture = 00:07 or option netberth-architecture = 00:09 { filename &quot;snponly.efi&quot;; } elsif option netberth-architecture = 00:0b { filename &quot;snponly-arm64.efi&quot;; } elsif option netberth-architecture = 00:10 { option vendor-class-identifier &quot;HTTPClient&quot;; filename &quot;http://10.20.0.1:8080/firmware/snponly.efi&quot;; } elsif option netberth-architecture = 00:13 { option vendor-class-identifier &quot;HTTPClient&quot;; filename &quot;http://10.20.0.1:8080/firmware/snponly-arm64.efi&quot;; } }"
commit ; save ; exit
`);
  });
});
