module plumbline.local/e2e/tools/image-reflector-controller

go 1.26.0

tool github.com/fluxcd/image-reflector-controller

require github.com/fluxcd/image-reflector-controller v1.2.4
