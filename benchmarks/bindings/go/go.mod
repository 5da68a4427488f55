module connectpsp.bench

go 1.22

require github.com/connectpsp/connectpsp/docs/bindings/go v0.0.0

require github.com/ebitengine/purego v0.8.4 // indirect

replace github.com/connectpsp/connectpsp/docs/bindings/go => ../../../docs/bindings/go
