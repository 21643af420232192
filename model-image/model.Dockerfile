# A model's image: the base image, the R packages that the model needs, the model. Built by `plumbline image build`, which lays out the context.
ARG BASE
FROM ${BASE}

ARG DEBIAN_SNAPSHOT=
ARG SOURCE_DATE_EPOCH=0
# Debian packages such as r-cran-randomforest, separated by spaces.
ARG PACKAGES=

USER 0:0
RUN if [ -n "${PACKAGES}" ]; then /usr/libexec/plumbline/install-packages ${PACKAGES} && node /usr/libexec/plumbline/write-sbom.js && /usr/libexec/plumbline/remove-traces; fi

COPY model/ /opt/plumbline/model/

# R and its packages against those that the model was trained with, and the model itself: what fails here would have failed, or worse, in the cluster.
ARG PLUMBLINE_ACCEPT_VERSIONS=
RUN node /usr/libexec/plumbline/check-session.js /opt/plumbline/model && Rscript --vanilla /usr/libexec/plumbline/check-model.R /opt/plumbline/model

ARG MODEL_NAME=model
ARG MODEL_VERSION=0.0.0
LABEL org.opencontainers.image.title="${MODEL_NAME}" org.opencontainers.image.version="${MODEL_VERSION}"
USER 10001:10001
