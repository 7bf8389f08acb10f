# One file for every program of the portal; PROJECT says which, the command which program to start.
# docker build --build-arg PROJECT=services/Customs .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# One layer for all programs. The pages' styles come from npm.
RUN apt-get update && apt-get install -y --no-install-recommends fonts-noto-core npm && rm -rf /var/lib/apt/lists/*
COPY . .
ARG PROJECT
RUN dotnet restore "$PROJECT" --locked-mode
RUN dotnet publish "$PROJECT" --no-restore -c Release -o /app && mkdir /data

# "extra" carries ICU and time zones, which languages and legal days need; the user is not root.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled-extra
WORKDIR /app
# Every image is to hold fonts of Latin, Cyrillic and Arabic letters; so far only browsers draw.
COPY --from=build /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf /usr/share/fonts/truetype/noto/NotoSans-Bold.ttf \
  /usr/share/fonts/truetype/noto/NotoNaskhArabic-Regular.ttf /usr/share/fonts/truetype/noto/NotoNaskhArabic-Bold.ttf \
  /usr/share/fonts/truetype/noto/
COPY --from=build /app .
# A new volume that is mounted here takes over this owner.
COPY --from=build --chown=$APP_UID:$APP_UID /data /data
ENV ASPNETCORE_HTTP_PORTS=8080 \
    Portal__Data=/data \
    DOTNET_EnableDiagnostics=0
# A chiseled image has no shell: the command names the program, and the program asks itself for its health.
USER $APP_UID
EXPOSE 8080
ENTRYPOINT ["dotnet"]
