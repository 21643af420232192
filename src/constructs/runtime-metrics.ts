/** Metrics of the gateway that alerts and the dashboard are made of (docs/runtime-contract.md, Metrics). */
export const METRICS = {
  requests: 'plumbline_requests_total',
  requestSeconds: 'plumbline_request_duration_seconds',
  stageSeconds: 'plumbline_stage_duration_seconds',
  batchRows: 'plumbline_batch_rows',
  queueRows: 'plumbline_queue_rows',
  queueLimitRows: 'plumbline_queue_limit_rows',
  workersReady: 'plumbline_workers_ready',
  workersBusy: 'plumbline_workers_busy',
  workerRestarts: 'plumbline_worker_restarts_total',
  workerMemoryBytes: 'plumbline_worker_resident_bytes',
  authFailures: 'plumbline_auth_failures_total',
} as const;
