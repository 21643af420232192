# A model's image: the base image, the R packages that the model needs, the model. Built by `plumbline image build`, which lays out the context.
ARG BASE

# Packages from CRAN are compiled here, so that no compiler is in the image.
FROM ${BASE} AS library
ARG DEBIAN_SNAPSHOT=
ARG CRAN_PACKAGES=
# A repository as it was on one day, and Debian packages that compiling needs, such as libxml2-dev.
ARG CRAN_SNAPSHOT=
ARG CRAN_BUILD_PACKAGES=
ARG PACKAGES=
USER 0:0
RUN if [ -n "${CRAN_PACKAGES}" ]; then /usr/libexec/plumbline/install-cran; fi

FROM ${BASE}
ARG DEBIAN_SNAPSHOT=
ARG SOURCE_DATE_EPOCH=0
# Debian packages such as r-cran-randomforest, separated by spaces.
ARG PACKAGES=

USER 0:0
COPY --from=library /opt/plumbline/library/ /opt/plumbline/library/
RUN if [ -n "${PACKAGES}" ]; then /usr/libexec/plumbline/install-packages ${PACKAGES}; fi \
 && node /usr/libexec/plumbline/write-sbom.js && /usr/libexec/plumbline/remove-traces

COPY model/ /opt/plumbline/model/

# R and its packages against those that the model was trained with, and the model itself: what fails here would have failed, or worse, in the cluster.
ARG PLUMBLINE_ACCEPT_VERSIONS=
RUN node /usr/libexec/plumbline/check-session.js /opt/plumbline/model && Rscript --vanilla /usr/libexec/plumbline/check-model.R /opt/plumbline/model

ARG MODEL_NAME=model
ARG MODEL_VERSION=0.0.0
LABEL org.opencontainers.image.title="${MODEL_NAME}" org.opencontainers.image.version="${MODEL_VERSION}"
USER 10001:10001
