/** Weight of what was seen before, per observation: about the last hundred frames count. */
const MEMORY = 0.98;

/** How long a worker takes for so many rows: a line through recent observations, `overhead + perRow * rows`, in milliseconds. */
export class ServiceTime {
  private weight = 0;
  private rows = 0;
  private time = 0;
  private rowsRows = 0;
  private rowsTime = 0;

  observe(rows: number, milliseconds: number): void {
    this.weight = this.weight * MEMORY + 1;
    this.rows = this.rows * MEMORY + rows;
    this.time = this.time * MEMORY + milliseconds;
    this.rowsRows = this.rowsRows * MEMORY + rows * rows;
    this.rowsTime = this.rowsTime * MEMORY + rows * milliseconds;
  }

  get perRow(): number {
    if (this.weight === 0) return 0;
    const spread = this.rowsRows - (this.rows * this.rows) / this.weight;
    // Frames of one size tell nothing about the slope: all of the time is then laid to the rows.
    if (spread < 1e-6 * this.rowsRows) return this.time / this.rows;
    const slope = (this.rowsTime - (this.rows * this.time) / this.weight) / spread;
    return Math.min(Math.max(slope, 0), this.time / this.rows);
  }

  get overhead(): number {
    return this.weight === 0 ? 0 : Math.max(0, (this.time - this.perRow * this.rows) / this.weight);
  }

  expect(rows: number): number {
    return this.overhead + this.perRow * rows;
  }
}
