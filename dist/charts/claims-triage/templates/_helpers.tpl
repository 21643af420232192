{{- /* Rendered by plumbline as dist/charts/claims-triage/templates/_helpers.tpl from models/claims-triage.yaml. Edit that; then: npx projen synth */ -}}
{{- /* Labels that pods are selected by. They never change. */}}
{{- define "plumbline.selectorLabels" -}}
app.kubernetes.io/component: scoring
app.kubernetes.io/name: {{ .Values.name | quote }}
{{- end }}

{{- /* Labels of every object. */}}
{{- define "plumbline.labels" -}}
app.kubernetes.io/component: scoring
app.kubernetes.io/managed-by: plumbline
app.kubernetes.io/name: {{ .Values.name | quote }}
app.kubernetes.io/part-of: {{ .Values.team | quote }}
app.kubernetes.io/version: {{ .Values.version | quote }}
plumbline/environment: {{ .Values.environment.name | quote }}
plumbline/team: {{ .Values.team | quote }}
{{- range $key, $value := omit .Values.labels "app.kubernetes.io/component" "app.kubernetes.io/managed-by" "app.kubernetes.io/name" "app.kubernetes.io/part-of"
  "app.kubernetes.io/version" "plumbline/environment" "plumbline/team" }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}

{{- /* Annotations of every object. */}}
{{- define "plumbline.annotations" -}}
kustomize.toolkit.fluxcd.io/substitute: disabled
plumbline/source: {{ printf "%s, %s" .Values.source.model .Values.source.environment | quote }}
{{- range $key, $value := omit .Values.annotations "kustomize.toolkit.fluxcd.io/substitute" "plumbline/source" }}
{{ $key | quote }}: {{ $value | quote }}
{{- end }}
{{- end }}

{{- /* The image of the pods. */}}
{{- define "plumbline.image" -}}
{{- printf "%s/%s%s%s" .Values.image.registry .Values.image.repository (ternary "" (printf ":%s" .Values.image.tag) (eq .Values.image.tag ""))
  (ternary "" (printf "@%s" .Values.image.digest) (eq .Values.image.digest "")) }}
{{- end }}

{{- /* Memory of a pod: every worker at its full size, and the gateway. */}}
{{- define "plumbline.memory" -}}
{{- printf "%dMi"
  (add (mul (div (int64 .Values.workers.cores) (int64 .Values.workers.threadsPerWorker)) (int64 .Values.workers.memoryPerWorkerMiB))
    (int64 .Values.gateway.memoryMiB)) }}
{{- end }}

{{- /* The gateway's configuration file. */}}
{{- define "plumbline.config" -}}
{{- $textMap := dict }}
{{- $_ := set $textMap "model"
  (dict
    "name" .Values.name
    "version" .Values.version
    "path" (ternary "/opt/plumbline/model" "/var/lib/plumbline/model" (eq .Values.artifact.source "none"))
    "sha256" .Values.artifact.sha256) }}
{{- $_ := set $textMap "contract" (dict "inputs" .Values.inputs "outputs" .Values.outputs) }}
{{- $_ := set $textMap "workers"
  (dict
    "count" (div (int64 .Values.workers.cores) (int64 .Values.workers.threadsPerWorker))
    "threadsPerWorker" (int64 .Values.workers.threadsPerWorker)
    "memoryMiB" (int64 .Values.workers.memoryPerWorkerMiB)
    "recycleAfterRequests" (int64 .Values.workers.recycleAfterRequests)
    "startupTimeoutSeconds" (int64 .Values.workers.startupTimeoutSeconds)) }}
{{- $httpMap := dict }}
{{- $_ := set $httpMap "port" 8080 }}
{{- $_ := set $httpMap "managementPort" 9090 }}
{{- $_ := set $httpMap "basePath" .Values.endpoint.path }}
{{- $_ := set $httpMap "timeoutSeconds" (int64 .Values.endpoint.timeoutSeconds) }}
{{- $_ := set $httpMap "bodyLimitMiB" (int64 .Values.endpoint.bodyLimitMiB) }}
{{- if gt (int64 .Values.endpoint.bodiesLimitMiB) 0 }}
{{- $_ := set $httpMap "bodiesLimitMiB" (int64 .Values.endpoint.bodiesLimitMiB) }}
{{- end }}
{{- $_ := set $httpMap "drainSeconds" (add (int64 .Values.endpoint.timeoutSeconds) 5) }}
{{- $_ := set $httpMap "trustedProxyHops" 1 }}
{{- $_ := set $textMap "http" $httpMap }}
{{- $_ := set $textMap "queue" (dict "maxRows" (int64 .Values.endpoint.queue.maxRows)) }}
{{- $_ := set $textMap "batching"
  (dict
    "enabled" .Values.endpoint.batching.enabled
    "maxRows" (int64 .Values.endpoint.batching.maxRows)
    "maxWaitMilliseconds" (int64 .Values.endpoint.batching.maxWaitMilliseconds)) }}
{{- $_ := set $textMap "auth"
  (dict
    "mode" .Values.auth.mode
    "secretsPath" "/etc/plumbline-secrets"
    "entra" (dict
      "issuer" .Values.auth.entra.issuer
      "audience" .Values.auth.entra.audience
      "jwksUri" .Values.auth.entra.jwksUri
      "roles" .Values.auth.entra.roles)) }}
{{- if or (not (eq .Values.endpoint.mlServer.service "")) (not (eq .Values.endpoint.mlServer.version ""))
  (not (eq .Values.endpoint.mlServer.operation "consume")) (not (eq .Values.endpoint.mlServer.input "inputData")) }}
{{- $_ := set $textMap "protocols"
  (dict
    "mlServer" (dict
      "service" .Values.endpoint.mlServer.service
      "version" .Values.endpoint.mlServer.version
      "operationId" .Values.endpoint.mlServer.operation
      "inputName" .Values.endpoint.mlServer.input)) }}
{{- end }}
{{- $_ := set $textMap "log" (dict "level" "info") }}
{{- printf "%s\n" (toPrettyJson $textMap) }}
{{- end }}

{{- /* Whether a list has an item whose field is what is wanted: takes list, field and value. */}}
{{- define "plumbline.some" -}}
{{- $field := index . 1 }}
{{- $wanted := index . 2 }}
{{- range index . 0 }}{{ if eq (get . $field) $wanted }}true{{ end }}{{ end }}
{{- end }}
