export const openapiDocument = {};
