/** Names of hosts inside a DNS zone (`models` for models.contoso.com in contoso.com, `@` for the zone itself), sorted; other hosts are left out. */
export function recordsInZone(hosts: readonly string[], zone: string): string[] {
  const names = hosts.flatMap((host) => {
    if (host === zone) return ['@'];
    return host.endsWith(`.${zone}`) ? [host.slice(0, -zone.length - 1)] : [];
  });
  return [...new Set(names)].sort();
}

/** Whether a zone holds at least one of the hosts. */
export function zoneHolds(hosts: readonly string[], zone: string): boolean {
  return recordsInZone(hosts, zone).length > 0;
}
