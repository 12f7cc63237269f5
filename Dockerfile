# The program as an image, from a checkout and nothing else: `collector/bin/image kprofefe:0.1.0`.

FROM docker.io/library/eclipse-temurin:25-jdk AS build
# `-o` with the repository of somebody's Maven mounted at /root/.m2 builds without a network.
ARG MAVEN_ARGS=""
WORKDIR /src
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -q -Dmaven.test.skip=true -DskipCache package
WORKDIR /opt/app
# The runtime has the launcher's flags built in, so that JDK_JAVA_OPTIONS overrides them. The
# certificates that it trusts are those of the base image's JDK.
COPY collector/conf/jvm.flags /src/collector/conf/
RUN jlink --output jre --strip-java-debug-attributes --no-header-files --no-man-pages --compress=zip-6 \
      --add-modules java.base,java.logging,jdk.httpserver,jdk.jfr,jdk.unsupported \
      --add-options "$(grep -v '^#' /src/collector/conf/jvm.flags)" \
 && strip --strip-unneeded jre/lib/server/libjvm.so
# What a run loads, remembered where it will lie.
COPY collector/bin/aot-cache collector/bin/find-java /src/collector/bin/
RUN cp -r /src/target/application/lib lib && touch -d @0 lib/* \
 && /src/collector/bin/aot-cache . pod jre/bin/java

# glibc is all that the JVM needs; there is no shell to be had.
FROM gcr.io/distroless/base-nossl-debian12:nonroot
LABEL org.opencontainers.image.title="kprofefe" \
      org.opencontainers.image.description="Collects the profiles of annotated Kubernetes pods, in one short run." \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /opt/app /opt/app
ENV PATH=/opt/app/jre/bin:/usr/bin:/bin
WORKDIR /opt/app
# A cache that does not fit ends the build here, and not the start of a job.
RUN ["java", "-XX:AOTMode=on", "@kprofefe", "version"]
USER 65532:65532
ENTRYPOINT ["java", "@/opt/app/kprofefe"]
CMD ["help"]
