"""What Nova's metadata service says of an instance with two cards: one with both families, one for DHCP."""
import json

from nova.network import model
from nova.virt import netutils


def subnet(cidr, address, gateway, dns, **more):
    return model.Subnet(
        cidr=cidr,
        ips=[model.FixedIP(address=address)],
        gateway=model.IP(gateway, type="gateway"),
        dns=[model.IP(each, type="dns") for each in dns],
        **more
    )


def card(number, subnets, mtu):
    network = model.Network(id="n%d" % number, label="net%d" % number, subnets=subnets, mtu=mtu)
    mac = "fa:16:3e:00:00:0%d" % number
    return model.VIF(id="v%d" % number, address=mac, network=network, type="ovs", devname="tap%d" % number)


aside = model.Route(cidr="192.168.7.0/24", gateway=model.IP("10.0.0.9"))
four = subnet("10.0.0.0/23", "10.0.0.5", "10.0.0.1", ["10.0.0.53"], routes=[aside])
six = subnet("2001:db8::/64", "2001:db8::5", "2001:db8::1", ["2001:db8::53"])
told = subnet("10.1.0.0/24", "10.1.0.7", "10.1.0.1", [], dhcp_server="10.1.0.2")
cards = model.NetworkInfo([card(1, [four, six], 1450), card(2, [told], None)])
print(json.dumps(netutils.get_network_metadata(cards)))
