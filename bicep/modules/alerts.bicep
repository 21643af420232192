metadata description = 'Alerts on every model of the cluster, by the metrics of the runtime, of Kubernetes and of cert-manager.'

@description('Region of the Prometheus workspace.')
param location string

@description('Name of the group of rules.')
param name string

@description('Resource id of the Prometheus workspace.')
param workspaceId string

@description('Name of the cluster.')
param clusterName string

@description('Resource id of the action group; empty for alerts that nobody is told of.')
param actionGroupId string

@description('Tags of the group of rules.')
param tags { *: string }

// A Deployment or autoscaler with the name of its namespace is a model's, or the ingress controller's. A model none of whose pods runs has no
// metrics of its own to tell it by. Of Kubernetes's metrics only those that the add-on keeps by itself are asked for:
// https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-default
var deployments = 'and on (namespace, deployment) label_replace(group by (namespace) (kube_deployment_spec_replicas), "deployment", "$1", "namespace", "(.*)")'
var autoscalers = 'and on (namespace, horizontalpodautoscaler) label_replace(group by (namespace) (kube_horizontalpodautoscaler_spec_max_replicas), "horizontalpodautoscaler", "$1", "namespace", "(.*)")'
var look = 'kubectl -n {{ $labels.namespace }} describe certificates,orders,challenges says why; plumbline status says what the ACME server answered'
var certificate = 'certificate {{ $labels.name }} of {{ $labels.namespace }}'
var secondsLeft = '(certmanager_certificate_expiration_timestamp_seconds > 0) - time()'
var secondsADay = 24 * 3600
var critical = 1
var warning = 2

var rules = [
  {
    alert: 'ModelHasTooFewPods'
    expression: 'kube_deployment_spec_replicas - kube_deployment_status_replicas_available > 0 ${deployments}'
    for: 'PT10M'
    severity: critical
    summary: '{{ $labels.deployment }} has {{ $value }} pods that are not ready'
    action: 'kubectl -n {{ $labels.namespace }} get pods; a pod that is not ready says why in its events and in the last lines of its log'
  }
  {
    alert: 'ModelFails'
    expression: 'sum by (namespace) (rate(plumbline_requests_total{status=~"5.."}[5m])) / sum by (namespace) (rate(plumbline_requests_total[5m])) > 0.05'
    for: 'PT5M'
    severity: critical
    summary: '{{ $labels.namespace }} fails {{ $value | humanizePercentage }} of its requests'
    action: 'kubectl -n {{ $labels.namespace }} logs deployment/{{ $labels.namespace }} shows the error of R; git revert the last change of the spec to go back'
  }
  {
    alert: 'ModelQueueFills'
    expression: 'max by (namespace) (plumbline_queue_rows / plumbline_queue_limit_rows) > 0.8'
    for: 'PT5M'
    severity: warning
    summary: 'a queue of {{ $labels.namespace }} is {{ $value | humanizePercentage }} full; beyond that callers get 503'
    action: 'raise scaling.max, or workers.cores for bigger pods'
  }
  {
    alert: 'ModelWorkersCrash'
    expression: 'sum by (namespace) (increase(plumbline_worker_restarts_total{reason!="retired"}[15m])) > 3'
    for: 'PT1M'
    severity: warning
    summary: 'R workers of {{ $labels.namespace }} were restarted {{ $value }} times in 15 minutes'
    action: 'the reason stands in the log: a deadline, a crash, or more memory than workers.memoryPerWorker'
  }
  {
    alert: 'ModelAtItsMaximum'
    expression: 'kube_horizontalpodautoscaler_status_current_replicas >= kube_horizontalpodautoscaler_spec_max_replicas ${autoscalers}'
    for: 'PT30M'
    severity: warning
    summary: '{{ $labels.horizontalpodautoscaler }} has run at its maximum of {{ $value }} pods for half an hour'
    action: 'raise scaling.max if the load is real, and see that the node pool can grow with it'
  }
  {
    alert: 'PodsWait'
    expression: 'sum by (namespace) (kube_pod_status_phase{phase="Pending"}) > 0'
    for: 'PT15M'
    severity: critical
    summary: '{{ $value }} pods of {{ $labels.namespace }} have waited for 15 minutes'
    action: 'kubectl -n {{ $labels.namespace }} describe pods says for what: a node (raise nodes.max of the environment, or the quota of the VM family), an image or a secret'
  }
  {
    alert: 'CertificateExpiresSoon'
    expression: '${secondsLeft} < ${10 * secondsADay}'
    for: 'PT1H'
    severity: warning
    summary: '${certificate} expires in {{ $value | humanizeDuration }} and was not renewed'
    action: look
  }
  {
    alert: 'CertificateExpires'
    expression: '${secondsLeft} < ${3 * secondsADay}'
    for: 'PT10M'
    severity: critical
    summary: '${certificate} expires in {{ $value | humanizeDuration }}; then every client refuses to connect'
    action: '${look}; until it is mended, certificates.issuer secret takes a certificate from elsewhere'
  }
  {
    alert: 'CertificateIsNotReady'
    expression: 'max by (namespace, name) (certmanager_certificate_ready_status{condition!="True"}) > 0'
    for: 'PT1H'
    severity: warning
    summary: '${certificate} is not issued for an hour'
    action: '${look}: a host that does not lead to the cluster, a closed port 80, or a rate limit'
  }
]

resource group 'Microsoft.AlertsManagement/prometheusRuleGroups@2023-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    description: 'What a person should know about a model before its callers complain.'
    scopes: [
      workspaceId
    ]
    clusterName: clusterName
    interval: 'PT1M'
    rules: [
      for rule in rules: {
        alert: rule.alert
        expression: rule.expression
        for: rule.for
        severity: rule.severity
        annotations: {
          summary: rule.summary
          description: rule.action
        }
        resolveConfiguration: {
          autoResolved: true
          timeToResolve: 'PT10M'
        }
        actions: empty(actionGroupId) ? [] : [{ actionGroupId: actionGroupId }]
      }
    ]
  }
}
