module eventbook.invalid/runtime

go 1.21
