const network = 'net=10.77.0.0/24,host=10.77.0.2,dns=10.77.0.3,dhcpstart=10.77.0.100';

/** QEMU's arguments for the card `n0` of a server in the network `private`: Netberth is 10.77.0.2 there, behind a router. */
export function cloudCard(mac: string | null): readonly string[] {
  return [
    ...['-netdev', `user,id=n0,${network}`],
    ...['-device', `virtio-net-pci,netdev=n0,mac=${mac},romfile=`],
  ];
}
