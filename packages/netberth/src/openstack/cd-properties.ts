/**
 * What has Nova attach an ISO as a CD when a server is rescued with it; without, libvirt gives it as a hard disk, which
 * the BIOS part of a CD cannot boot from (Nova, "Rescue an instance", stable device rescue, since Ussuri).
 */
export function cdProperties(bus: string): Readonly<Record<string, string>> {
  return { hw_rescue_device: 'cdrom', hw_rescue_bus: bus, hw_cdrom_bus: bus };
}
