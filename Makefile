.PHONY: run check test e2e format migration openapi bench
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
