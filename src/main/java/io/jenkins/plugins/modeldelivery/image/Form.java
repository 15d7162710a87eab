package io.jenkins.plugins.modeldelivery.image;

/** What is built. */
public enum Form {
    /** An image that runs: model, server and their base. */
    IMAGE,
    /** An image that KServe runs beside its server, with the model in {@code /models}. */
    MODELCAR,
    /** An artifact of the ModelPack specification, which nothing runs. */
    MODELPACK
}
