/** Names that are remembered until a time of their own; the most that are held at once bounds the memory. */
export class ExpiringSet {
  private readonly until = new Map<string, number>();

  constructor(private readonly most: number) {}

  has(name: string): boolean {
    const end = this.until.get(name);
    return end !== undefined && end > Date.now();
  }

  /** `end` in milliseconds since 1970. When there is no room, what was added first goes. */
  add(name: string, end: number): void {
    if (this.until.size >= this.most) this.makeRoom();
    this.until.set(name, end);
  }

  private makeRoom(): void {
    const now = Date.now();
    for (const [name, end] of this.until) if (end <= now) this.until.delete(name);
    for (const name of this.until.keys()) {
      if (this.until.size < this.most) return;
      this.until.delete(name);
    }
  }
}
