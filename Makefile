.PHONY: run check test e2e format migration openapi bench bench-jobs bench-claims
run:        ; dotnet run --project src/Toombos.Server -- demo
check:      ; dotnet build Toombos.slnx
test:       ; ./test.sh
e2e:        ; ./test.sh EndToEnd
format:     ; dotnet format Toombos.slnx
# make migration NAME=AddThings: one for each database
migration:
	dotnet tool restore
	dotnet ef migrations add $(NAME) --project src/Toombos.Server --context SqliteToombosDb --output-dir Platform/Database/Migrations/Sqlite
	dotnet ef migrations add $(NAME) --project src/Toombos.Server --context PostgresToombosDb --output-dir Platform/Database/Migrations/Postgres
# Writes the committed API document and SDK surface anew; look at the difference before committing it
openapi:
	dotnet build tests/Toombos.Server.Tests
	TOOMBOS_UPDATE_COMMITTED=1 artifacts/bin/Toombos.Server.Tests/debug/Toombos.Server.Tests --filter-class '*.OpenApiTests' '*.SdkSurfaceTests'
bench:      ; bench/run.sh
# What jobs cost, beside Hangfire and BullMQ
bench-jobs: ; bench/jobs.sh
# How well planted errors are found in drafts
bench-claims: ; bench/claims/run.sh
