# Built from a checkout and nothing else: `docker build -t kprofefe .`

FROM eclipse-temurin:25-jdk AS build
# `-o` with a mounted /root/.m2 builds without a network.
ARG MAVEN_ARGS=""
WORKDIR /src
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -q -DskipTests package
# Only what the program uses of the JDK. The certificates are the base image's JDK's own.
RUN jlink --output /opt/app/jre --strip-java-debug-attributes --no-header-files --no-man-pages \
      --add-modules java.base,java.logging,java.management,java.naming,java.xml,jdk.httpserver,jdk.unsupported \
 && cp -r target/application/lib /opt/app/lib

# glibc is all that the JVM needs; there is no shell to be had.
FROM gcr.io/distroless/base-debian12:nonroot
COPY --from=build /opt/app /opt/app
# A JVM that is out of memory ends at once, with 3; no file is written outside of what is asked for.
ENTRYPOINT ["/opt/app/jre/bin/java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", \
            "-XX:-UsePerfData", "-cp", "/opt/app/lib/*", "io.kprofefe.cli.Main"]
CMD ["help"]
