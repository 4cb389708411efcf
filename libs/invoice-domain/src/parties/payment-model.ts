export const paymentModels = ['prepay', 'postpay'] as const;
export type PaymentModel = (typeof paymentModels)[number];
